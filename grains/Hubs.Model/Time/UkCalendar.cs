namespace Hubs.Model;

/// <summary>
/// The clock of the hubs: Europe/London. "Today" is a UK day. Inside, times are local wall time; this is where they become instants.
/// </summary>
public sealed class UkCalendar(TimeProvider clock)
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public DateTimeOffset Now => Local(clock.GetUtcNow());

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public TimeOnly Time => TimeOnly.FromDateTime(Now.DateTime);

    /// <summary>The same instant, told by the clock on a London wall.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>
    /// The instant of a local wall time. On the night clocks go forward, a time that does not exist (01:00-02:00) is moved on by
    /// the hour that was skipped; on the night they go back, a time that happens twice means the first (summer time).
    /// </summary>
    public static DateTimeOffset Instant(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = Zone.IsAmbiguousTime(local)
            ? Zone.GetAmbiguousTimeOffsets(local).Max()
            : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>
    /// The instants at which a window begins and ends. A window that spans a clock change is an hour shorter or longer than it reads;
    /// one that begins inside the skipped hour keeps its length, so the end is always after the start.
    /// </summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Instants(
        DateOnly date,
        TimeWindow window
    )
    {
        var start = Instant(date, window.Start);
        var end = Instant(date, window.End);
        return end > start ? (start, end) : (start, Local(start + window.Length));
    }
}
