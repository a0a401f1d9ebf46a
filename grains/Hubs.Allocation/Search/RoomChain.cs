namespace Hubs.Allocation;

/// <summary>
/// Two rooms are exchanged for as few sessions as it takes: a session goes to another room at the same time, whoever holds it then
/// comes to the room it leaves, whoever is in their way there goes over in turn, and so on. Everybody keeps start and team.
/// </summary>
internal sealed class RoomChain(Timetable timetable, Trial trial)
{
    /// <summary>Longer chains are hardly ever worth what they cost.</summary>
    private const int Most = 8;

    private readonly CandidateTable candidates = timetable.Week.Candidates;
    private readonly SessionTable sessions = timetable.Week.Sessions;
    private readonly Blockers blockers = new();
    private readonly int[] links = new int[Most];
    private readonly int[] option = new int[Most];
    private int count;

    /// <summary>Returns the change of cost, 0 when nothing changed.</summary>
    public int Try(int session, int to, int limit)
    {
        // Of all in the chain somebody does not lose by it, and can start it as well; so the first one's own cost settles it cheaply.
        if (
            timetable.Delta(session, to, timetable.Start[session], limit) > limit
            || !Gather(session, to)
        )
            return 0;
        trial.Begin();
        Span<int> start = stackalloc int[Most];
        for (var i = 0; i < count; i++)
        {
            start[i] = timetable.Start[links[i]];
            trial.Remove(links[i]);
        }
        for (var i = 0; i < count; i++)
        {
            if (timetable.Breaks(links[i], option[i], start[i]))
            {
                trial.Undo();
                return 0;
            }
            trial.Place(links[i], option[i], start[i]);
        }
        if (trial.Delta <= limit)
            return trial.Delta;
        trial.Undo();
        return 0;
    }

    private bool Gather(int session, int to)
    {
        var (here, there) = (timetable.Room[session], candidates.Room[to]);
        count = 0;
        links[count] = session;
        option[count++] = to;
        for (var i = 0; i < count; i++)
        {
            blockers.Clear();
            timetable.RoomClash.AddBlockers(
                links[i],
                option[i],
                timetable.Start[links[i]],
                blockers
            );
            if (blockers.IsHopeless)
                return false;
            for (var b = 0; b < blockers.Count; b++)
            {
                var blocker = blockers[b];
                if (Array.IndexOf(links, blocker, 0, count) >= 0)
                    continue;
                var room = timetable.Room[blocker];
                if (room == there ? !Add(blocker, here) : room != here || !Add(blocker, there))
                    return false;
            }
        }
        return true;
    }

    private bool Add(int session, int room)
    {
        if (count == Most || sessions.IsFixed(session))
            return false;
        var own = candidates.OptionFor(sessions.Kind[session], room, timetable.Option[session]);
        if (own < 0 || !candidates.StartSet[own][timetable.Start[session]])
            return false;
        links[count] = session;
        option[count++] = own;
        return true;
    }
}
