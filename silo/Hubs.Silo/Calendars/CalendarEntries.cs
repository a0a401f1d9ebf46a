using System.Globalization;

namespace Hubs.Silo.Calendars;

/// <summary>A stretch of time as instants.</summary>
internal readonly record struct BusyStretch(DateTimeOffset Start, DateTimeOffset End);

/// <summary>
/// One VEVENT with its own rules, before the events of the same UID are put together. <see cref="Replaces"/> says which one time of a series it stands for.
/// </summary>
internal sealed record CalendarEntry
{
    public required string Uid { get; init; }

    public int Sequence { get; init; }

    public required CalendarTime Start { get; init; }

    /// <summary>Whole days, told by the wall clock; on top of them time that passes.</summary>
    public required (int Days, TimeSpan Time) Length { get; init; }

    public bool TakesTime { get; init; }

    public CalendarTime? Replaces { get; init; }

    public bool ReplacesAllAfter { get; init; }

    public List<Repetition> Rules { get; init; } = [];

    public List<Repetition> ExceptRules { get; init; } = [];

    /// <summary>RDATE: more times, each perhaps with a length of its own.</summary>
    public List<(CalendarTime Start, (int Days, TimeSpan Time)? Length)> MoreTimes { get; init; } =
    [];

    public List<CalendarTime> ExceptTimes { get; init; } = [];

    public BusyStretch Stretch(CalendarTime start, (int Days, TimeSpan Time)? length = null)
    {
        var (days, time) = length ?? Length;
        var left = (DateTime.MaxValue - start.Local).Days;
        var end = start.At(start.Local.AddDays(Math.Min(days, left))).Instant;
        return new BusyStretch(
            start.Instant,
            (DateTimeOffset.MaxValue - end) > time ? end + time : DateTimeOffset.MaxValue
        );
    }
}

/// <summary>Reads VEVENT and VFREEBUSY. What cannot be read is counted, not guessed.</summary>
internal sealed class EntryReader(CalendarZones zones, CalendarWork work)
{
    private int _withoutUid;

    /// <summary>Entries, or times of entries, that are left out.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Null when it cannot be read.</summary>
    public CalendarEntry? Event(CalendarComponent component)
    {
        if (component.Find("DTSTART") is not { } startLine || Time(startLine) is not { } start)
            return Left();
        if (Length(component, start) is not { } length)
            return Left();
        var replaces = component.Find("RECURRENCE-ID");
        if (replaces is not null && Time(replaces) is null)
            return Left();
        return new CalendarEntry
        {
            // Without one it belongs to no other entry.
            Uid = component.Find("UID")?.Value.Trim() ?? $"\n{++_withoutUid}",
            Sequence = int.TryParse(
                component.Find("SEQUENCE")?.Value,
                NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture,
                out var sequence
            )
                ? sequence
                : 0,
            Start = start,
            Length = length,
            TakesTime = TakesTime(component),
            Replaces = replaces is null ? null : Time(replaces),
            ReplacesAllAfter =
                replaces
                    ?.Parameter("RANGE")
                    ?.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase) == true,
            Rules = Rules(component, "RRULE"),
            ExceptRules = Rules(component, "EXRULE"),
            MoreTimes = [.. component.All("RDATE").SelectMany(Periods)],
            ExceptTimes = [.. component.All("EXDATE").SelectMany(Times)],
        };
    }

    /// <summary>The busy stretches of a VFREEBUSY.</summary>
    public IEnumerable<BusyStretch> Busy(CalendarComponent component) =>
        from line in component.All("FREEBUSY")
        where line.Parameter("FBTYPE")?.Equals("FREE", StringComparison.OrdinalIgnoreCase) != true
        from period in Periods(line)
        where period.Length is not null
        select new CalendarEntry
        {
            Uid = "",
            Start = period.Start,
            Length = period.Length!.Value,
        }.Stretch(period.Start);

    private static bool TakesTime(CalendarComponent component)
    {
        return !Is("STATUS", "CANCELLED")
            && !Is("TRANSP", "TRANSPARENT")
            && !Is("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");

        bool Is(string name, string value) =>
            component.Find(name)?.Value.Trim().Equals(value, StringComparison.OrdinalIgnoreCase)
            == true;
    }

    private (int Days, TimeSpan Time)? Length(CalendarComponent component, CalendarTime start)
    {
        if (component.Find("DTEND") is { } endLine)
        {
            if (Time(endLine) is not { } end)
                return null;
            return start.IsDate || end.IsDate
                // A day that "ends" on its own date is that day, as many programs write it.
                ? (Math.Max(1, (end.Local.Date - start.Local.Date).Days), TimeSpan.Zero)
                : (0, Most(end.Instant - start.Instant, TimeSpan.Zero));
        }
        if (component.Find("DURATION") is { } duration)
            return CalendarTime.ReadDuration(duration.Value);
        return start.IsDate ? (1, TimeSpan.Zero) : (0, TimeSpan.Zero);
    }

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private List<Repetition> Rules(CalendarComponent component, string name)
    {
        var rules = new List<Repetition>();
        foreach (var line in component.All(name))
            if (Repetition.Read(line.Value) is { } rule)
                rules.Add(rule);
            else
                Unreadable++;
        return rules;
    }

    private CalendarTime? Time(CalendarLine line) => CalendarTime.Read(line.Value, zones.Of(line));

    private IEnumerable<CalendarTime> Times(CalendarLine line) =>
        Periods(line).Select(period => period.Start);

    private List<(CalendarTime Start, (int Days, TimeSpan Time)? Length)> Periods(CalendarLine line)
    {
        var found = new List<(CalendarTime, (int, TimeSpan)?)>();
        var zone = zones.Of(line);
        foreach (var range in line.Value.AsSpan().Split(','))
        {
            work.Step();
            var item = line.Value.AsSpan()[range];
            var slash = item.IndexOf('/');
            if (CalendarTime.Read(slash < 0 ? item : item[..slash], zone) is not { } start)
                Unreadable++;
            else if (slash < 0)
                found.Add((start, null));
            else if (CalendarTime.Read(item[(slash + 1)..], zone) is { } end)
                found.Add((start, (0, Most(end.Instant - start.Instant, TimeSpan.Zero))));
            else if (CalendarTime.ReadDuration(item[(slash + 1)..]) is { } length)
                found.Add((start, length));
            else
                Unreadable++;
        }
        return found;
    }

    private CalendarEntry? Left()
    {
        Unreadable++;
        return null;
    }
}
