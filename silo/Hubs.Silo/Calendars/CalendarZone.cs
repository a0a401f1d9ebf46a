using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>
/// A wall clock somewhere: how far it is from UTC at a wall time and at an instant. A time that a clock change skips is counted from before the change
/// (so it is later that day); one that comes twice is the first.
/// </summary>
internal sealed class CalendarZone
{
    public static readonly CalendarZone Utc = new(TimeZoneInfo.Utc);

    /// <summary>Also for times that name no zone.</summary>
    public static readonly CalendarZone London = new(UkCalendar.Zone);

    private readonly Func<DateTime, TimeSpan> _ofWall;
    private readonly Func<DateTimeOffset, TimeSpan> _ofInstant;

    private CalendarZone(TimeZoneInfo zone)
    {
        _ofInstant = zone.GetUtcOffset;
        _ofWall = wall =>
            zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall.AddDays(-1))
            : zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.GetUtcOffset(wall);
    }

    private CalendarZone(List<Change> changes)
    {
        _ofWall = wall => Latest(changes, change => change.HasCome(wall));
        _ofInstant = instant =>
            Latest(changes, change => change.Wall.Ticks - change.Before.Ticks <= instant.UtcTicks);
    }

    public DateTimeOffset Instant(DateTime wall)
    {
        var ticks = wall.Ticks - _ofWall(wall).Ticks;
        return new DateTimeOffset(
            Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks),
            TimeSpan.Zero
        );
    }

    public DateTime Wall(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks + _ofInstant(instant).Ticks;
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
    }

    /// <summary>
    /// The zone of that name: IANA ("Europe/Paris"), Windows ("Romance Standard Time"), or IANA behind a program's own prefix
    /// ("/mozilla.org/20050126_1/Europe/Paris"). Null when no such zone is known.
    /// </summary>
    public static CalendarZone? Named(string name)
    {
        var parts = name.Trim().Split('/', StringSplitOptions.RemoveEmptyEntries);
        // Zones are files to the system, so a name must not lead to another one.
        if (name.Length > 200 || !parts.All(IsPartOfName))
            return null;
        for (var first = 0; first < Math.Min(parts.Length, 6); first++)
            if (
                TimeZoneInfo.TryFindSystemTimeZoneById(
                    string.Join('/', parts[first..]),
                    out var zone
                )
            )
                return new CalendarZone(zone);
        return null;
    }

    private static bool IsPartOfName(string part) =>
        part.Any(char.IsAsciiLetterOrDigit)
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-' or '+' or '.');

    /// <summary>A zone as the calendar itself describes it (VTIMEZONE); null when it describes nothing that can be read.</summary>
    public static CalendarZone? Described(
        CalendarComponent description,
        int lastYear,
        CalendarWork work
    )
    {
        var changes = new List<Change>();
        foreach (var part in description.Parts)
        {
            if (
                Offset(part.Find("TZOFFSETFROM")?.Value) is not { } before
                || Offset(part.Find("TZOFFSETTO")?.Value) is not { } after
                || part.Find("DTSTART") is not { } line
                || CalendarTime.Read(line.Value, Utc) is not { } start
            )
                continue;
            var from = new CalendarZone([new Change(DateTime.MinValue, before, before)]);
            var end = new DateTime(lastYear, 12, 31);
            changes.Add(new Change(start.Local, before, after));
            foreach (var rule in part.All("RRULE"))
                if (Repetition.Read(rule.Value) is { } repetition)
                    foreach (
                        var wall in repetition.Times(
                            start.At(start.Local) with
                            {
                                Zone = from,
                            },
                            start.Local,
                            end,
                            work
                        )
                    )
                    {
                        work.Keep();
                        changes.Add(new Change(wall, before, after));
                    }
            foreach (var date in part.All("RDATE").SelectMany(dates => dates.Value.Split(',')))
                if (CalendarTime.Read(date, Utc) is { } wall)
                    changes.Add(new Change(wall.Local, before, after));
        }
        if (changes.Count == 0)
            return null;
        changes.Sort((one, other) => one.Wall.CompareTo(other.Wall));
        return new CalendarZone(changes);
    }

    private static TimeSpan Latest(List<Change> changes, Predicate<Change> hasCome)
    {
        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (hasCome(changes[middle]))
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? changes[0].Before : changes[low - 1].After;
    }

    /// <summary>"+0100", "-033000".</summary>
    private static TimeSpan? Offset(string? text)
    {
        if (
            text?.Trim() is not { Length: 5 or 7 } trimmed
            || trimmed[0] is not ('+' or '-')
            || !int.TryParse(
                trimmed.AsSpan(1).ToString().PadRight(6, '0'),
                System.Globalization.NumberStyles.None,
                null,
                out var number
            )
        )
            return null;
        var offset = new TimeSpan(number / 10000, number / 100 % 100, number % 100);
        return offset > TimeSpan.FromHours(18) ? null
            : trimmed[0] == '-' ? -offset
            : offset;
    }

    /// <summary>At <paramref name="Wall"/>, told by the old offset, the clock goes from one offset to another.</summary>
    private readonly record struct Change(DateTime Wall, TimeSpan Before, TimeSpan After)
    {
        /// <summary>A stretch that the change skips is still told by the old offset, and so is the first of one that comes twice.</summary>
        public bool HasCome(DateTime wall) =>
            wall.Ticks >= Wall.Ticks + Math.Max(0, After.Ticks - Before.Ticks);
    }
}
