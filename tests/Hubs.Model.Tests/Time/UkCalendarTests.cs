using FsCheck.Fluent;

namespace Hubs.Model.Tests.Time;

public class UkCalendarTests
{
    [Fact]
    public void Wall_times_become_instants_by_the_rule_of_the_law() =>
        AnyTime.Holds(
            AnyDateAndTime(),
            any =>
            {
                var (date, time) = any;
                var instant = UkCalendar.Instant(date, time);
                // Summer time holds from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last of October.
                var isSummer = instant >= Change(date.Year, 3) && instant < Change(date.Year, 10);
                return instant.Offset == TimeSpan.FromHours(isSummer ? 1 : 0);
            }
        );

    [Fact]
    public void An_instant_reads_as_its_wall_time_except_in_the_skipped_hour() =>
        AnyTime.Holds(
            AnyDateAndTime(),
            any =>
            {
                var (date, time) = any;
                var read = UkCalendar.Local(UkCalendar.Instant(date, time).ToUniversalTime());
                var isSkipped =
                    DateOnly.FromDateTime(Change(date.Year, 3).Date) == date && time.Hour == 1;
                return read.DateTime == date.ToDateTime(time).AddHours(isSkipped ? 1 : 0);
            }
        );

    [Fact]
    public void A_window_always_ends_after_it_begins() =>
        AnyTime.Holds(
            from date in AnyTime.Date
            from window in AnyTime.Window
            select (date, window),
            any =>
            {
                var (start, end) = UkCalendar.Instants(any.date, any.window);
                var gained = (end - start - any.window.Length).Duration();
                return end > start
                    && gained <= (IsChange(any.date) ? TimeSpan.FromHours(1) : TimeSpan.Zero);
            }
        );

    [Theory]
    [InlineData(1, 30, 1, 30, "02:30")] // skipped: an hour later
    [InlineData(0, 59, 0, 59, "00:59")]
    [InlineData(2, 0, 1, 0, "02:00")]
    public void On_the_night_clocks_go_forward(
        int hour,
        int minute,
        int utcHour,
        int utcMinute,
        string wall
    )
    {
        var instant = UkCalendar.Instant(AnyTime.ClocksForward, new TimeOnly(hour, minute));

        Assert.Equal(new TimeSpan(utcHour, utcMinute, 0), instant.UtcDateTime.TimeOfDay);
        Assert.Equal(wall, instant.ToString("HH:mm", null));
    }

    [Theory]
    [InlineData(0, 30, "2026-10-24T23:30")]
    [InlineData(1, 30, "2026-10-25T00:30")] // comes twice: the first
    [InlineData(2, 0, "2026-10-25T02:00")]
    public void On_the_night_clocks_go_back(int hour, int minute, string utc) =>
        Assert.Equal(
            utc,
            UkCalendar
                .Instant(AnyTime.ClocksBack, new TimeOnly(hour, minute))
                .UtcDateTime.ToString("yyyy-MM-ddTHH:mm", null)
        );

    [Theory]
    [InlineData("2026-07-14T23:30:00Z", "2026-07-15", "00:30")]
    [InlineData("2026-12-14T23:30:00Z", "2026-12-14", "23:30")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29", "02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25", "01:00")]
    public void Today_is_the_day_in_London(string now, string today, string time)
    {
        var calendar = new UkCalendar(new StoppedClock(DateTimeOffset.Parse(now, null)));

        Assert.Equal(today, calendar.Today.ToString("yyyy-MM-dd", null));
        Assert.Equal(time, calendar.Time.ToString("HH:mm", null));
    }

    private static FsCheck.Gen<(DateOnly, TimeOnly)> AnyDateAndTime() =>
        from date in AnyTime.Date
        from time in AnyTime.Time
        select (date, time);

    private static DateTimeOffset Change(int year, int month)
    {
        var day = new DateTimeOffset(year, month, 31, 1, 0, 0, TimeSpan.Zero);
        return day.AddDays(-(int)day.DayOfWeek);
    }

    private static bool IsChange(DateOnly date) =>
        new[] { 3, 10 }.Any(m => DateOnly.FromDateTime(Change(date.Year, m).Date) == date);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
