namespace Hubs.Allocation;

/// <summary>
/// Sessions that between them ask for more than all pools that could serve them give. Each session weighs something (1, or its length), and a
/// plan cannot place more weight of them than the limits add up to.
/// </summary>
internal sealed record Shortfall
{
    public required Supply Supply { get; init; }

    /// <summary>Cells when sessions weigh by their length, sessions otherwise.</summary>
    public required bool InCells { get; init; }

    /// <summary>By kind: what one of its sessions weighs.</summary>
    public required SortedDictionary<int, long> WeightOf { get; init; }

    public required long Wanted { get; init; }

    /// <summary>What the limits add up to; less than <see cref="Wanted"/>.</summary>
    public required long Most { get; init; }

    public required Limit[] Limits { get; init; }

    public long Missing => Wanted - Most;

    public IEnumerable<int> Kinds => WeightOf.Keys;
}

/// <summary>Part of what there is at most: a pool, or (pool null) a clinic's own maximum on a day.</summary>
internal readonly record struct Limit(Pool? Pool, int Kind, int Day, long Most);

/// <summary>
/// Finds sets of sessions with a shortfall in one supply, after Hall: if what sessions ask for cannot flow into the pools, the tightest cut is
/// made of some sessions and of all pools that could serve them, and those pools give less than the sessions ask for.
/// </summary>
internal sealed class Shortfalls(FreePlaces free, Supply supply, int[] wanted)
{
    private const int Rounds = 4;

    /// <param name="weigh">What a session of a kind weighs; 0 leaves it out.</param>
    public IEnumerable<Shortfall> Find(Func<int, long> weigh, bool inCells)
    {
        var weights = supply
            .Rows.Select(row => wanted[row.Kind] > 0 ? weigh(row.Kind) : 0)
            .ToArray();
        return Array.TrueForAll(weights, weight => weight == 0)
            ? []
            : Cut(weights, inCells).Select(found => Sharpen(found, weights, inCells));
    }

    /// <summary>With only the sessions of the set asking, the pools may give even less.</summary>
    private Shortfall Sharpen(
        (Shortfall Found, HashSet<int> Rows) cut,
        long[] weights,
        bool inCells
    )
    {
        for (var round = 0; round < Rounds; round++)
        {
            var only = weights.Select((w, row) => cut.Rows.Contains(row) ? w : 0).ToArray();
            var sharper = Cut(only, inCells).MaxBy(found => found.Found.Missing);
            if (sharper.Found is null || sharper.Found.Missing <= cut.Found.Missing)
                break;
            cut = sharper;
        }
        return cut.Found;
    }

    private List<(Shortfall Found, HashSet<int> Rows)> Cut(long[] weights, bool inCells)
    {
        var network = new FlowNetwork();
        var (source, sink) = (network.AddNode(), network.AddNode());
        var poolNode = new int[supply.Pools.Count];
        var capacity = new long[supply.Pools.Count];
        for (var p = 0; p < poolNode.Length; p++)
        {
            poolNode[p] = network.AddNode();
            capacity[p] = supply.Pools[p].Capacity(weights);
            var parent = supply.Pools[p].Parent;
            network.AddEdge(poolNode[p], parent >= 0 ? poolNode[parent] : sink, capacity[p]);
        }
        var rowNode = new int[supply.Rows.Count];
        var days = new List<(int Row, int Day, int In, int Out, long Most)>();
        long asked = 0;
        for (var r = 0; r < rowNode.Length; r++)
        {
            rowNode[r] = network.AddNode();
            if (weights[r] == 0)
                continue;
            var row = supply.Rows[r];
            asked += wanted[row.Kind] * weights[r];
            network.AddEdge(source, rowNode[r], wanted[row.Kind] * weights[r]);
            for (var day = 0; day < TimeGrid.Days; day++)
            {
                if (row.PoolsOn[day].Count == 0)
                    continue;
                var most = free.MostOn(row.Kind, day) * weights[r];
                var limited = most < wanted[row.Kind] * weights[r];
                var (enter, leave) = (rowNode[r], rowNode[r]);
                if (limited)
                {
                    enter = network.AddNode();
                    leave = network.AddNode();
                    network.AddEdge(rowNode[r], enter, FlowNetwork.Unlimited);
                    network.AddEdge(enter, leave, most);
                    days.Add((r, day, enter, leave, most));
                }
                foreach (var pool in row.PoolsOn[day])
                    network.AddEdge(leave, poolNode[pool], FlowNetwork.Unlimited);
            }
        }
        return network.Run(source, sink) == asked
            ? []
            : Read(
                network.ReachableFrom(source),
                weights,
                capacity,
                rowNode,
                poolNode,
                days,
                inCells
            );
    }

    /// <summary>The sessions' side of the cut, in parts that have nothing to do with each other.</summary>
    private List<(Shortfall Found, HashSet<int> Rows)> Read(
        bool[] reached,
        long[] weights,
        long[] capacity,
        int[] rowNode,
        int[] poolNode,
        List<(int Row, int Day, int In, int Out, long Most)> days,
        bool inCells
    )
    {
        var part = new Parts(reached.Length);
        var closed = days.Where(d => reached[d.In] && !reached[d.Out])
            .Select(d => (d.Row, d.Day))
            .ToHashSet();
        var rows = Enumerable
            .Range(0, rowNode.Length)
            .Where(r => weights[r] > 0 && reached[rowNode[r]])
            .ToArray();
        foreach (var r in rows)
        {
            // Needs of one kind belong together: its sessions are counted once.
            part.Join(
                rowNode[r],
                rowNode[Array.Find(rows, o => supply.Rows[o].Kind == supply.Rows[r].Kind)]
            );
            for (var day = 0; day < TimeGrid.Days; day++)
                if (!closed.Contains((r, day)))
                    foreach (var pool in supply.Rows[r].PoolsOn[day])
                        part.Join(rowNode[r], poolNode[pool]);
        }
        for (var p = 0; p < poolNode.Length; p++)
            if (
                reached[poolNode[p]]
                && supply.Pools[p].Parent is >= 0 and var parent
                && reached[poolNode[parent]]
            )
                part.Join(poolNode[p], poolNode[parent]);
        var limits = closed
            .Select(c =>
                (
                    Node: rowNode[c.Row],
                    Limit: new Limit(
                        null,
                        supply.Rows[c.Row].Kind,
                        c.Day,
                        free.MostOn(supply.Rows[c.Row].Kind, c.Day) * weights[c.Row]
                    )
                )
            )
            .Concat(
                Enumerable
                    .Range(0, poolNode.Length)
                    .Where(p =>
                        reached[poolNode[p]]
                        && (
                            supply.Pools[p].Parent < 0 || !reached[poolNode[supply.Pools[p].Parent]]
                        )
                    )
                    .Select(p =>
                        (
                            Node: poolNode[p],
                            Limit: new Limit(supply.Pools[p], -1, supply.Pools[p].Day, capacity[p])
                        )
                    )
            )
            .ToLookup(pair => part.Of(pair.Node), pair => pair.Limit);
        return
        [
            .. rows.GroupBy(r => part.Of(rowNode[r]))
                .Select(own =>
                    (ShortfallOf([.. own], [.. limits[own.Key]], weights, inCells), own.ToHashSet())
                )
                .Where(found => found.Item1.Missing > 0),
        ];
    }

    private Shortfall ShortfallOf(int[] rows, Limit[] limits, long[] weights, bool inCells)
    {
        var weightOf = new SortedDictionary<int, long>();
        foreach (var r in rows)
            weightOf[supply.Rows[r].Kind] =
                weightOf.GetValueOrDefault(supply.Rows[r].Kind) + weights[r];
        return new Shortfall
        {
            Supply = supply,
            InCells = inCells,
            WeightOf = weightOf,
            Wanted = weightOf.Sum(pair => wanted[pair.Key] * pair.Value),
            Most = limits.Sum(limit => limit.Most),
            Limits = [.. limits.Where(limit => limit.Most > 0 || limit.Pool is not null)],
        };
    }

    /// <summary>Which nodes hang together.</summary>
    private sealed class Parts(int count)
    {
        private readonly int[] of = [.. Enumerable.Range(0, count)];

        public int Of(int node) => of[node] == node ? node : of[node] = Of(of[node]);

        public void Join(int a, int b) => of[Of(a)] = Of(b);
    }
}
