namespace Hubs.Model;

/// <summary>
/// The clock of the hubs: Europe/London. "Today" is a UK day. Inside, times are local wall time; this is where they become instants.
/// </summary>
public sealed class UkCalendar(TimeProvider clock)
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone);

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public TimeOnly Time => TimeOnly.FromDateTime(Now.DateTime);

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
}
