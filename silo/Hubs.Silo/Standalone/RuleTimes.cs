namespace Hubs.Silo.Calendars;

/// <summary>The times of a repeating entry, by the product's own reading of RFC 5545.</summary>
internal static class RuleTimes
{
    /// <summary>As <see cref="Repetition.Times"/>.</summary>
    public static IEnumerable<DateTime> Of(
        Repetition rule,
        CalendarTime start,
        DateTime from,
        DateTime to,
        CalendarWork work
    ) => rule.Times(start, from, to, work);
}
