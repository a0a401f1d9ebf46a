namespace Hubs.Allocation;

/// <summary>
/// How many sessions no plan can place. First each kind of session by itself: with everything to itself, how many could there be? Then sets of
/// sessions that compete (<see cref="Shortfalls"/>), of which those are kept that have no session in common, so that what each leaves out adds up.
/// </summary>
internal sealed class PlaceableBound
{
    private readonly FreePlaces free;
    private readonly int[] most;

    public PlaceableBound(FreePlaces free, Func<int, bool> isCounted)
    {
        this.free = free;
        var supplies = Supplies.Of(free).ToArray();
        most = [.. free.Sessions.Select(sessions => sessions.Length)];
        foreach (var supply in supplies)
        foreach (var (kind, limit) in Alone(supply))
            if (limit < most[kind])
            {
                most[kind] = limit;
                Scarcest[kind] = supply;
            }
        var found = supplies
            .SelectMany(supply => Weighings(supply).SelectMany(w => w))
            .Select(shortfall =>
                (
                    Shortfall: shortfall,
                    Count: Least(shortfall, s => isCounted(s) ? 1 : 0),
                    Points: Least(shortfall, s => free.Timetable.UnplacedCost[s])
                )
            )
            .OrderByDescending(pair => pair.Count)
            .ThenByDescending(pair => pair.Points)
            .ThenBy(pair => pair.Shortfall.Kinds.Sum(kind => most[kind]))
            .ThenBy(pair => pair.Shortfall.InCells);
        var taken = new HashSet<int>();
        var kept = new List<Shortfall>();
        foreach (var (shortfall, _, _) in found)
            if (!taken.Overlaps(shortfall.Kinds))
            {
                taken.UnionWith(shortfall.Kinds);
                kept.Add(shortfall);
            }
        Kept = [.. kept];
    }

    /// <summary>Sets of sessions that leave something out; no two have a kind in common.</summary>
    public Shortfall[] Kept { get; }

    /// <summary>What keeps a kind from having all its sessions even when nobody else is there.</summary>
    public Dictionary<int, Supply> Scarcest { get; } = [];

    /// <summary>By kind: how many there can be when nobody else is there.</summary>
    public int Most(int kind) => most[kind];

    /// <summary>The least that the sessions left out can cost together, in any plan.</summary>
    public long Least(Func<int, long> cost) =>
        Enumerable
            .Range(0, free.Kinds)
            .Sum(kind => Costs(kind, cost).Take(free.Sessions[kind].Length - most[kind]).Sum())
        + Kept.Sum(shortfall => Least(shortfall, cost));

    /// <summary>The same of one set, beyond what its kinds leave out already.</summary>
    public long Least(Shortfall shortfall, Func<int, long> cost) =>
        Dropping.Least(
            shortfall.WeightOf.SelectMany(pair =>
                Costs(pair.Key, cost)
                    .Skip(free.Sessions[pair.Key].Length - most[pair.Key])
                    .Select(c => (pair.Value, c))
            ),
            shortfall.Missing
        );

    private IEnumerable<long> Costs(int kind, Func<int, long> cost) =>
        free.Sessions[kind].Select(cost).Order();

    /// <summary>
    /// Sessions weighing 1 each; those of at least some length weighing 1 each (a room that fits five short sessions fits fewer long ones); and
    /// all weighing their length.
    /// </summary>
    private IEnumerable<IEnumerable<Shortfall>> Weighings(Supply supply)
    {
        var shortfalls = new Shortfalls(free, supply, most);
        var lengths = supply.Rows.Select(row => Length(row.Kind)).Distinct().Order().ToArray();
        foreach (var length in lengths)
            yield return shortfalls.Find(kind => Length(kind) >= length ? 1 : 0, inCells: false);
        if (lengths.Length > 1 && supply.Rule != ServiceMixMaximum.Id)
            yield return shortfalls.Find(Length, inCells: true);
    }

    private long Length(int kind) => free.Clinic(kind).Length;

    private IEnumerable<(int Kind, int Most)> Alone(Supply supply)
    {
        var weights = new long[supply.Rows.Count];
        for (var r = 0; r < weights.Length; r++)
        {
            var row = supply.Rows[r];
            var wanted = free.Sessions[row.Kind].Length;
            weights[r] = 1;
            long total = 0;
            for (var day = 0; day < TimeGrid.Days && total < wanted; day++)
                total += Math.Min(
                    free.MostOn(row.Kind, day),
                    OnDay(supply, row, day, weights, wanted)
                );
            long ofWeek =
                row.PoolsOn.SelectMany(pools => pools)
                    .Distinct()
                    .Select(pool => supply.Pools[pool])
                    .Where(pool => pool.MostSessions is not null)
                    .Select(pool => (long?)pool.MostSessions)
                    .Sum()
                ?? wanted;
            weights[r] = 0;
            yield return (
                row.Kind,
                (int)Math.Min(total, supply.Rule == ServiceMixMaximum.Id ? ofWeek : wanted)
            );
        }
    }

    private static long OnDay(Supply supply, SupplyRow row, int day, long[] weights, int wanted)
    {
        long total = 0;
        foreach (
            var pool in row.PoolsOn[day]
                .Select(pool => supply.Pools[pool].Parent is >= 0 and var parent ? parent : pool)
                .Distinct()
        )
        {
            total += supply.Pools[pool].Capacity(weights);
            if (total >= wanted)
                break;
        }
        return total;
    }
}
