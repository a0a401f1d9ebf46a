namespace Hubs.Silo.Calendars;

/// <summary>All entries of one UID: a series (or a single event) and what was changed about some of its times.</summary>
internal sealed class EventSeries
{
    private readonly CalendarEntry? _whole;
    private readonly Dictionary<DateTimeOffset, CalendarEntry> _changed = [];

    /// <summary>"This and all after it", in order.</summary>
    private readonly List<CalendarEntry> _changedFrom = [];

    public EventSeries(IEnumerable<CalendarEntry> entries)
    {
        // The same entry twice: what was sent last, or with the higher number, counts.
        foreach (var entry in entries.OrderBy(entry => entry.Sequence))
            if (entry.Replaces is not { } replaced)
                _whole = entry;
            else
                _changed[replaced.Instant] = entry;
        _changedFrom.AddRange(
            _changed
                .Values.Where(entry => entry.ReplacesAllAfter)
                .OrderBy(entry => entry.Replaces!.Value.Instant)
        );
    }

    /// <summary>Every stretch that may touch the time between the two instants; some may lie outside.</summary>
    public IEnumerable<BusyStretch> Busy(DateTimeOffset from, DateTimeOffset to, CalendarWork work)
    {
        foreach (var entry in _changed.Values.Where(entry => entry.TakesTime))
            yield return entry.Stretch(entry.Start);
        if (_whole is null)
            yield break;
        foreach (var (start, length) in TimesOfWhole(from, to, work))
        {
            var instant = start.Instant;
            if (_changed.ContainsKey(instant))
                continue;
            if (
                _changedFrom.FindLast(entry => entry.Replaces!.Value.Instant <= instant) is
                { } later
            )
            {
                if (later.TakesTime)
                    yield return later.Stretch(
                        start.At(start.Local + (later.Start.Local - later.Replaces!.Value.Local))
                    );
            }
            else if (_whole.TakesTime)
                yield return _whole.Stretch(start, length);
        }
    }

    private IEnumerable<(CalendarTime Start, (int Days, TimeSpan Time)? Length)> TimesOfWhole(
        DateTimeOffset from,
        DateTimeOffset to,
        CalendarWork work
    )
    {
        var whole = _whole!;
        if (!whole.TakesTime && _changedFrom.Count == 0)
            yield break;
        var first = Earlier(whole.Start.Zone.Wall(from), LongestReach(whole));
        var end = whole.Start.Zone.Wall(to);
        var except = Exceptions(whole, first, end, work);
        IEnumerable<DateTime> times =
            whole.Rules.Count == 0
                ? [whole.Start.Local]
                : whole.Rules.SelectMany(rule => RuleTimes.Of(rule, whole.Start, first, end, work));
        // Only several sources can name the same time.
        var seen =
            whole.Rules.Count > 1 || whole.MoreTimes.Count > 0 ? new HashSet<DateTime>() : null;
        foreach (var time in times)
        {
            work.Keep();
            var start = whole.Start.At(time);
            if (seen?.Add(time) != false && !except(start))
                yield return (start, null);
        }
        foreach (var (more, length) in whole.MoreTimes)
        {
            var start = more with { IsDate = whole.Start.IsDate };
            if (seen!.Add(start.Local) && !except(start))
                yield return (start, length);
        }
    }

    /// <summary>How long before the time asked for something may begin that still reaches into it, moved ones included.</summary>
    private TimeSpan LongestReach(CalendarEntry whole)
    {
        var longest = Reach(whole);
        foreach (var later in _changedFrom)
        {
            var moved = (later.Start.Local - later.Replaces!.Value.Local).Duration() + Reach(later);
            longest = moved > longest ? moved : longest;
        }
        return longest + TimeSpan.FromDays(2);

        static TimeSpan Reach(CalendarEntry entry) =>
            TimeSpan.FromDays(entry.Length.Days) + entry.Length.Time;
    }

    private static DateTime Earlier(DateTime time, TimeSpan by) =>
        time - DateTime.MinValue > by ? time - by : DateTime.MinValue;

    private static Func<CalendarTime, bool> Exceptions(
        CalendarEntry whole,
        DateTime first,
        DateTime end,
        CalendarWork work
    )
    {
        if (whole.ExceptTimes.Count == 0 && whole.ExceptRules.Count == 0)
            return _ => false;
        // A whole date takes out everything that begins on it.
        var dates = whole
            .ExceptTimes.Where(time => time.IsDate || whole.Start.IsDate)
            .Select(time => time.Local.Date)
            .ToHashSet();
        var instants = whole
            .ExceptTimes.Where(time => !time.IsDate)
            .Select(time => time.Instant)
            .ToHashSet();
        var walls = whole
            .ExceptRules.SelectMany(rule => RuleTimes.Of(rule, whole.Start, first, end, work))
            .ToHashSet();
        return time =>
            dates.Contains(time.Local.Date)
            || walls.Contains(time.Local)
            || (instants.Count > 0 && instants.Contains(time.Instant));
    }
}
