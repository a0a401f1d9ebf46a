namespace Hubs.Allocation;

/// <summary>A stretch of time somebody may ask of a pool: cells From to To, taken whole, by sessions of one row of the supply.</summary>
internal readonly record struct Stretch(int Row, int From, int To, int Length);

/// <summary>
/// So many alike rooms, people or machines on one day, or on a part of it: each is asked by one session at a time. A pool of part of a day
/// passes what it gives on to the pool of the day.
/// </summary>
internal sealed class Pool
{
    /// <summary>Rooms or people, by index.</summary>
    public int[] Members { get; init; } = [];

    public int Hub { get; init; } = -1;

    /// <summary>-1 for the whole week.</summary>
    public required int Day { get; init; }

    /// <summary>0 morning, 1 afternoon, 2 evening, by when a session starts; -1 for all of them.</summary>
    public int Part { get; set; } = -1;

    /// <summary>How many stretches may be taken at a time.</summary>
    public int Count { get; init; } = 1;

    public int Parent { get; init; } = -1;

    /// <summary>Cells of sessions one member takes at most, however they lie.</summary>
    public int MostCells { get; init; } = int.MaxValue;

    /// <summary>Sessions at most, whenever they are.</summary>
    public int? MostSessions { get; init; }

    public List<Stretch> Stretches { get; } = [];

    /// <summary>
    /// The most weight of sessions that fits, each row as often as it likes. One member: the heaviest set of stretches that do not
    /// overlap, found exactly. Several: as many times that, since sessions that are never more than so many at once can be shared out among so many.
    /// </summary>
    public long Capacity(long[] weights)
    {
        if (MostSessions is { } most)
            return most * Stretches.Select(s => weights[s.Row]).DefaultIfEmpty(0).Max();
        return Count * Math.Min(HeaviestApart(weights), HeaviestWithin(weights));
    }

    /// <summary>Which row's sessions lie where, ordered so that <see cref="Capacity"/> can go through them once.</summary>
    public void Sort() => Stretches.Sort((a, b) => (a.To, a.From).CompareTo((b.To, b.From)));

    private long HeaviestApart(long[] weights)
    {
        if (Stretches.Count == 0)
            return 0;
        var first = Stretches.Min(s => s.From);
        var best = new long[Stretches[^1].To - first + 1];
        var filled = 0;
        foreach (var stretch in Stretches)
        {
            if (weights[stretch.Row] == 0)
                continue;
            var end = stretch.To - first;
            for (; filled < end; filled++)
                best[filled + 1] = best[filled];
            best[end] = Math.Max(best[end], best[stretch.From - first] + weights[stretch.Row]);
        }
        return best[filled];
    }

    private long HeaviestWithin(long[] weights)
    {
        if (MostCells == int.MaxValue)
            return long.MaxValue / Math.Max(1, Count);
        var items = Stretches
            .Select(s => (s.Length, Weight: weights[s.Row]))
            .Where(item => item.Weight > 0)
            .Distinct()
            .ToArray();
        var best = new long[MostCells + 1];
        for (var cells = 1; cells <= MostCells; cells++)
        {
            best[cells] = best[cells - 1];
            foreach (var (length, weight) in items)
                if (length <= cells)
                    best[cells] = Math.Max(best[cells], best[cells - length] + weight);
        }
        return best[MostCells];
    }
}
