namespace Hubs.Silo.Calendars;

/// <summary>
/// The zones that a calendar's times name. A name that everybody knows means what everybody knows; otherwise the calendar's own description counts, and last London.
/// </summary>
internal sealed class CalendarZones
{
    // Looking for a zone that does not exist goes through the system's files.
    private const int StepsToFind = 5_000;

    private readonly Dictionary<string, CalendarZone?> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CalendarComponent> _described = new(StringComparer.Ordinal);
    private readonly int _lastYear;
    private readonly CalendarWork _work;

    public CalendarZones(IEnumerable<CalendarComponent> components, int lastYear, CalendarWork work)
    {
        (_lastYear, _work) = (lastYear, work);
        foreach (var zone in components)
            if (zone.Find("TZID") is { } id)
                _described.TryAdd(id.Value.Trim(), zone);
    }

    /// <summary>Times that named a zone nobody knows.</summary>
    public int Unknown { get; private set; }

    public CalendarZone Of(CalendarLine line)
    {
        if (line.Parameter("TZID") is not { } name)
            return CalendarZone.London;
        name = name.Trim();
        if (!_found.TryGetValue(name, out var zone))
        {
            _work.Step(StepsToFind);
            zone = CalendarZone.Named(name);
            if (zone is null && _described.TryGetValue(name, out var description))
                zone = CalendarZone.Described(description, _lastYear, _work);
            _found[name] = zone;
        }
        if (zone is not null)
            return zone;
        Unknown++;
        return CalendarZone.London;
    }
}
