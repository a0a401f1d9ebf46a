namespace Hubs.Model.Tests.Clinics;

/// <summary>Clocks went forward on Sunday 29 March 2026 at 01:00 and go back on Sunday 25 October 2026 at 02:00 summer time.</summary>
public class RecurrenceSeriesTests
{
    private static readonly DateOnly Forward = new(2026, 3, 29);
    private static readonly DateOnly Back = new(2026, 10, 25);

    [Fact]
    public void A_nine_o_clock_series_stays_at_nine_when_the_clocks_go_forward() =>
        Assert.Equal(
            ["2026-03-28T09:00+00:00", "2026-03-29T09:00+01:00", "2026-03-30T09:00+01:00"],
            Starts(Daily("09:00", "12:00"), Forward)
        );

    [Fact]
    public void A_nine_o_clock_series_stays_at_nine_when_the_clocks_go_back() =>
        Assert.Equal(
            ["2026-10-24T09:00+01:00", "2026-10-25T09:00+00:00", "2026-10-26T09:00+00:00"],
            Starts(Daily("09:00", "12:00"), Back)
        );

    [Fact]
    public void A_time_that_is_skipped_is_an_hour_later_on_that_day_only() =>
        Assert.Equal(
            ["2026-03-28T01:30+00:00", "2026-03-29T02:30+01:00", "2026-03-30T01:30+01:00"],
            Starts(Daily("01:30", "01:50"), Forward)
        );

    [Fact]
    public void A_time_that_comes_twice_is_the_first_one() =>
        Assert.Equal(
            ["2026-10-24T01:30+01:00", "2026-10-25T01:30+01:00", "2026-10-26T01:30+00:00"],
            Starts(Daily("01:30", "01:50"), Back)
        );

    [Fact]
    public void A_session_out_of_the_skipped_hour_still_ends_after_it_starts()
    {
        var night = Daily("01:30", "02:10").Between(Forward, Forward).Single();

        Assert.Equal(TimeSpan.FromMinutes(40), night.End - night.Start);
    }

    [Fact]
    public void Exceptions_are_left_out_and_still_count()
    {
        var series = Daily("09:00", "10:00") with
        {
            Rule = Rule("FREQ=DAILY;COUNT=4"),
            StartsOn = new DateOnly(2026, 11, 23),
            ExceptDates = [new DateOnly(2026, 11, 24), new DateOnly(2026, 12, 25)],
        };

        Assert.Equal(
            [23, 25, 26],
            series.Between(DateOnly.MinValue, DateOnly.MaxValue).Select(o => o.Date.Day)
        );
    }

    [Theory]
    [InlineData("20260702T080000Z", 2)] // 09:00 in London: exactly the last start, included
    [InlineData("20260702T075959Z", 1)]
    [InlineData("20260702T090000", 2)]
    [InlineData("20260702T085959", 1)]
    [InlineData("20260702", 2)]
    public void The_last_start_is_not_after_UNTIL(string until, int expected)
    {
        var series = Daily("09:00", "10:00") with
        {
            StartsOn = new DateOnly(2026, 7, 1),
            Rule = Rule($"FREQ=DAILY;UNTIL={until}"),
        };

        Assert.Equal(expected, series.Between(DateOnly.MinValue, DateOnly.MaxValue).Count());
    }

    private static RecurrenceSeries Daily(string start, string end) =>
        new()
        {
            Rule = Rule("FREQ=DAILY"),
            StartsOn = new DateOnly(2026, 1, 1),
            Window = new TimeWindow(TimeOnly.Parse(start, null), TimeOnly.Parse(end, null)),
        };

    private static RecurrenceRule Rule(string text) =>
        RecurrenceRule.TryParse(text, out var rule, out var faults)
            ? rule
            : throw new ArgumentException(string.Join("; ", faults));

    private static IEnumerable<string> Starts(RecurrenceSeries series, DateOnly around) =>
        series
            .Between(around.AddDays(-1), around.AddDays(1))
            .Select(o => o.Start.ToString("yyyy-MM-ddTHH:mmzzz", null));
}
