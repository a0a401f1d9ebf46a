namespace Hubs.Allocation;

/// <summary>Sessions of one kind that each ask one unit of a supply; with people, of one of the needs of its clinic.</summary>
internal sealed class SupplyRow(int kind, int need)
{
    public int Kind => kind;

    public int Need => need;

    /// <summary>By day: the pools that could give the unit.</summary>
    public HashSet<int>[] PoolsOn { get; } =
    [.. Enumerable.Range(0, TimeGrid.Days).Select(_ => new HashSet<int>())];
}

/// <summary>
/// One sort of thing that sessions compete for, as pools that can be counted. Whatever else a session needs is left out, which can make a
/// bound lower but never wrong: a plan that exists gives every session it places a unit of some pool.
/// </summary>
internal sealed class Supply(string rule)
{
    private const int Noon = 13 * 60;
    private const int Evening = 17 * 60;

    /// <summary>The rule that keeps sessions from sharing.</summary>
    public string Rule => rule;

    public List<Pool> Pools { get; } = [];

    public List<SupplyRow> Rows { get; } = [];

    public int AddRow(int kind, int need = -1)
    {
        Rows.Add(new SupplyRow(kind, need));
        return Rows.Count - 1;
    }

    /// <summary>
    /// Adds what members alike can give on one day: a pool for the day and, where sessions may start in more than one part of it, one for each part.
    /// </summary>
    /// <param name="starts">The first cell of each session, and the stretch it takes.</param>
    public void AddDay(TimeGrid grid, Pool like, IEnumerable<(int Start, Stretch Stretch)> starts)
    {
        var byPart = starts.ToLookup(
            pair => PartOf(grid.MinuteOf(pair.Start)),
            pair => pair.Stretch
        );
        if (byPart.Count == 0)
            return;
        Pools.Add(like);
        var day = Pools.Count - 1;
        if (byPart.Count == 1)
            like.Part = byPart.First().Key;
        foreach (var part in byPart)
        {
            var leaf = day;
            like.Stretches.AddRange(part);
            if (byPart.Count > 1)
            {
                var pool = new Pool
                {
                    Members = like.Members,
                    Hub = like.Hub,
                    Day = like.Day,
                    Part = part.Key,
                    Count = like.Count,
                    Parent = day,
                };
                pool.Stretches.AddRange(part);
                pool.Sort();
                Pools.Add(pool);
                leaf = Pools.Count - 1;
            }
            foreach (var stretch in part)
                Rows[stretch.Row].PoolsOn[like.Day].Add(leaf);
        }
        like.Sort();
    }

    private static int PartOf(int minute) =>
        minute < Noon ? 0
        : minute < Evening ? 1
        : 2;
}
