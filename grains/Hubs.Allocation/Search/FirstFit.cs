namespace Hubs.Allocation;

/// <summary>
/// The plan somebody would make by hand: the most urgent and hardest to place first, each at the earliest place that is free. Where
/// the search starts, and what it is measured against.
/// </summary>
internal static class FirstFit
{
    public static void Fill(Timetable timetable)
    {
        var week = timetable.Week;
        var candidates = week.Candidates;
        var order = Enumerable
            .Range(0, week.Sessions.Count)
            .Where(s => !timetable.IsPlaced(s))
            .OrderByDescending(s => timetable.UnplacedCost[s])
            .ThenBy(s => candidates.PlacesOf(week.Sessions.Kind[s]))
            .ThenBy(s => s);
        foreach (var session in order)
            if (First(timetable, session) is var (option, start))
                timetable.Place(session, option, start);
    }

    private static (int Option, int Start)? First(Timetable timetable, int session)
    {
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[session];
        (int Option, int Start)? best = null;
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
        {
            var option = candidates.FirstOption[kind] + i;
            foreach (var start in candidates.Starts[option])
            {
                if (best is { } found && start >= found.Start)
                    break;
                if (timetable.Breaks(session, option, start))
                    continue;
                best = (option, start);
                break;
            }
        }
        return best;
    }
}
