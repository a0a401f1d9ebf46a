namespace Hubs.Allocation;

/// <summary>
/// Looks for the fewest other sessions that would have to go elsewhere, and where to, so that one session fits at a place: at most
/// <see cref="Most"/>. Every step is made on the timetable, so what is found has been done once. Does not promise to find a chain where
/// one exists: where a count is exceeded (a daily maximum, a stock) it asks only some of the sessions that could give way.
/// </summary>
internal sealed class MoveChain(Timetable timetable, Func<int, bool> mayMove)
{
    public const int Most = 3;

    /// <summary>The best places tried for a session that has to go, where what follows may depend on it.</summary>
    private const int Refuges = 4;

    /// <summary>Questions asked of the rules before the search gives up.</summary>
    private const int Patience = 30_000;

    private readonly Blockers blockers = new();
    private readonly List<int> homeless = [];
    private readonly Dictionary<int, bool> hasRefuge = [];
    private CostByRule made = new(timetable);
    private (int Session, int Option, int Start)[]? best;
    private long bestCost;
    private int asked;

    /// <summary>
    /// The chain with the fewest moves, of those found the cheapest: each of the other sessions and where it goes. Null when none was
    /// found, empty when the place is free. The timetable is as before.
    /// </summary>
    public (int Session, int Option, int Start)[]? Find(
        int session,
        int option,
        int start,
        int most = Most
    )
    {
        asked = 0;
        best = null;
        for (var length = 0; length <= most && best is null && asked < Patience; length++)
        {
            made = new CostByRule(timetable);
            homeless.Clear();
            hasRefuge.Clear();
            if (timetable.IsPlaced(session))
                made.Remove(session);
            if (Clear(session, option, start, length) is { } first)
            {
                made.Place(session, option, start);
                homeless.AddRange(first);
                Settle(0, length - first.Count, session);
            }
            made.Undo();
        }
        return best;
    }

    /// <summary>Who must leave before the session fits; null when one of them must stay, or they are too many to say.</summary>
    public int[]? InTheWay(int session, int option, int start)
    {
        made = new CostByRule(timetable);
        homeless.Clear();
        if (timetable.IsPlaced(session))
            made.Remove(session);
        var removed = Clear(session, option, start, timetable.Start.Length);
        made.Undo();
        return removed?.ToArray();
    }

    /// <summary>Finds a place for each session that has none from <paramref name="next"/> on, pushing out at most so many more.</summary>
    private void Settle(int next, int more, int asking)
    {
        if (next == homeless.Count)
        {
            if (best is null || made.Delta < bestCost)
            {
                bestCost = made.Delta;
                best = [.. homeless.Select(s => (s, timetable.Option[s], timetable.Start[s]))];
            }
            return;
        }
        var session = homeless[next];
        var step = made.Steps;
        foreach (var (option, start) in FreePlaces(session))
        {
            made.Place(session, option, start);
            Settle(next + 1, more, asking);
            made.UndoTo(step);
        }
        if (more == 0)
            return;
        foreach (var (option, start) in Places(session))
        {
            if (asked > Patience)
                return;
            if (!timetable.Breaks(session, option, start))
                continue;
            var before = homeless.Count;
            if (Clear(session, option, start, more, asking) is { } removed)
            {
                made.Place(session, option, start);
                homeless.AddRange(removed);
                Settle(next + 1, more - removed.Count, asking);
                homeless.RemoveRange(before, homeless.Count - before);
            }
            made.UndoTo(step);
        }
    }

    private IEnumerable<(int Option, int Start)> Places(int session)
    {
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[session];
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
            foreach (var start in candidates.Starts[candidates.FirstOption[kind] + i])
                yield return (candidates.FirstOption[kind] + i, start);
    }

    private (int Option, int Start)[] FreePlaces(int session)
    {
        var free = new PriorityQueue<(int Option, int Start), int>();
        foreach (var (option, start) in Places(session))
        {
            asked++;
            if (timetable.Breaks(session, option, start))
                continue;
            free.Enqueue((option, start), -timetable.Marginal(session, option, start));
            if (free.Count > Refuges)
                free.Dequeue();
        }
        return
        [
            .. free
                .UnorderedItems.OrderByDescending(item => item.Priority)
                .Select(item => item.Element),
        ];
    }

    /// <summary>Removes whoever is in the way; null when somebody may not move, or more than allowed would have to.</summary>
    private List<int>? Clear(int session, int option, int start, int most, int asking = -1)
    {
        var removed = new List<int>();
        while (timetable.Breaks(session, option, start))
        {
            asked++;
            blockers.Clear();
            foreach (var rule in timetable.Hard)
                rule.AddBlockers(session, option, start, blockers);
            if (blockers.IsHopeless || blockers.Count == 0 || removed.Count + blockers.Count > most)
                return null;
            for (var i = 0; i < blockers.Count; i++)
                if (
                    !mayMove(blockers[i])
                    || blockers[i] == asking
                    || homeless.Contains(blockers[i])
                    || (asking >= 0 && most == 1 && !HasRefuge(blockers[i]))
                )
                    return null;
            for (var i = 0; i < blockers.Count; i++)
            {
                made.Remove(blockers[i]);
                removed.Add(blockers[i]);
            }
        }
        return removed;
    }

    /// <summary>
    /// Whether a session could go anywhere else as things stand. Asked for the last of a chain: whoever takes its place only makes less
    /// room, so a no holds wherever that one goes, and is worth remembering.
    /// </summary>
    private bool HasRefuge(int session)
    {
        if (!hasRefuge.TryGetValue(session, out var known))
        {
            known = false;
            foreach (var (option, start) in Places(session))
            {
                asked++;
                if (
                    (option != timetable.Option[session] || start != timetable.Start[session])
                    && !timetable.Breaks(session, option, start)
                )
                {
                    known = true;
                    break;
                }
            }
            hasRefuge[session] = known;
        }
        return known;
    }
}
