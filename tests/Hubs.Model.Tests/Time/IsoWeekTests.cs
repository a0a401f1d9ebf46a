namespace Hubs.Model.Tests.Time;

public class IsoWeekTests
{
    [Fact]
    public void A_week_holds_each_of_its_days_and_prints_so_that_it_reads_back() =>
        AnyTime.Holds(
            AnyTime.Date,
            date =>
            {
                var week = IsoWeek.Of(date);
                return week.Days.Contains(date)
                    && week.Days.All(day => IsoWeek.Of(day) == week)
                    && week.Monday.DayOfWeek == DayOfWeek.Monday
                    && week.Next.Monday == week.Sunday.AddDays(1)
                    && week < week.Next
                    && IsoWeek.TryParse(week.ToString(), out var read)
                    && read == week;
            }
        );

    [Theory]
    [InlineData("2026-12-31", "2026-W53")]
    [InlineData("2027-01-03", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    [InlineData("2024-12-30", "2025-W01")]
    public void Weeks_at_the_turn_of_the_year_belong_where_their_Thursday_is(
        string date,
        string week
    ) => Assert.Equal(week, IsoWeek.Of(DateOnly.Parse(date, null)).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-48")]
    [InlineData("2026-w48")]
    [InlineData("2026-W00")]
    [InlineData("2027-W53")] // 2027 has 52
    [InlineData("2026-W1")]
    [InlineData("2026-W+1")]
    public void What_is_not_a_week_is_not_read(string? text) =>
        Assert.False(IsoWeek.TryParse(text, out _));
}
