namespace Hubs.Allocation;

/// <summary>
/// Two times are exchanged for as few sessions as the hard rules allow: a session goes to another start, whoever is in its way there goes
/// to the start it leaves, whoever is in their way comes over in turn, and so on. Everybody keeps room and team, so what a clinic
/// likes about its rooms stays as it is. (A Kempe chain, with sessions as nodes and hard rules as edges.)
/// </summary>
internal sealed class TimeChain(Timetable timetable, Trial trial)
{
    /// <summary>Longer chains are hardly ever worth what they cost.</summary>
    private const int Most = 6;

    private readonly CandidateTable candidates = timetable.Week.Candidates;
    private readonly SessionTable sessions = timetable.Week.Sessions;
    private readonly Blockers blockers = new();
    private readonly int[] links = new int[Most];
    private readonly int[] option = new int[Most];
    private readonly int[] target = new int[Most];
    private int count;

    /// <summary>Returns the change of cost, 0 when nothing changed.</summary>
    public int Try(int session, int start, int limit)
    {
        // Of all in the chain somebody does not lose by it, and can start it as well; so the first one's own cost settles it cheaply.
        if (
            timetable.Delta(session, timetable.Option[session], start, limit) > limit
            || !Gather(session, start)
        )
            return 0;
        trial.Begin();
        for (var i = 0; i < count; i++)
            trial.Remove(links[i]);
        for (var i = 0; i < count; i++)
        {
            if (timetable.Breaks(links[i], option[i], target[i]))
            {
                trial.Undo();
                return 0;
            }
            trial.Place(links[i], option[i], target[i]);
        }
        if (trial.Delta <= limit)
            return trial.Delta;
        trial.Undo();
        return 0;
    }

    private bool Gather(int session, int start)
    {
        var here = timetable.Start[session];
        count = 0;
        if (!Add(session, start))
            return false;
        for (var i = 0; i < count; i++)
        {
            blockers.Clear();
            timetable.AddBlockers(links[i], option[i], target[i], blockers);
            if (blockers.IsHopeless)
                return false;
            for (var b = 0; b < blockers.Count; b++)
                if (
                    Array.IndexOf(links, blockers[b], 0, count) < 0
                    && !Add(blockers[b], target[i] == start ? here : start)
                )
                    return false;
        }
        return true;
    }

    private bool Add(int session, int start)
    {
        var own = timetable.Option[session];
        if (count == Most || sessions.IsFixed(session) || !candidates.StartSet[own][start])
            return false;
        links[count] = session;
        option[count] = own;
        target[count++] = start;
        return true;
    }
}
