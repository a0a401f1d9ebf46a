namespace Hubs.Allocation;

/// <summary>
/// Somebody who comes for one session of a pathway finds another on the same day within half an hour of it. Each session that is
/// alone costs, once for each of its pathways.
/// </summary>
internal sealed class Compactness : SoftRule
{
    public const string Id = "compactness";

    public static readonly TimeSpan Near = TimeSpan.FromMinutes(30);

    private const int None = -1;

    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] length;
    private readonly int[] dayOf;
    private readonly int[] hubOf;
    private readonly int[][] pathwaysOf;
    private readonly int hubs;
    private readonly int near;

    // A session has one entry for each of its pathways. Entries of one pathway, hub and day are chained.
    private readonly int[] firstEntry;
    private readonly int[] sessionOf;
    private readonly int[] next;
    private readonly int[] previous;
    private readonly int[] neighbours;
    private readonly int[] head;

    private Compactness(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
        var week = timetable.Week;
        clinicOf = week.Sessions.Clinic;
        length = week.Sessions.Length;
        dayOf = week.Grid.DayOf;
        hubOf = week.Candidates.Hub;
        pathwaysOf = [.. week.Clinics.Select(clinic => clinic.Pathways)];
        hubs = week.Hubs.Count;
        near = (int)(Near.TotalMinutes / week.Grid.MinutesPerCell);
        firstEntry = new int[length.Length + 1];
        for (var s = 0; s < length.Length; s++)
            firstEntry[s + 1] = firstEntry[s] + pathwaysOf[clinicOf[s]].Length;
        var entries = firstEntry[^1];
        sessionOf = new int[entries];
        for (var s = 0; s < length.Length; s++)
            sessionOf.AsSpan(firstEntry[s]..firstEntry[s + 1]).Fill(s);
        next = new int[entries];
        previous = new int[entries];
        neighbours = new int[entries];
        head = new int[week.PathwayCount * hubs * TimeGrid.Days];
        head.AsSpan().Fill(None);
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.Pathways.Length > 0)
            ? new Compactness(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override bool Couples(int clinic, int other) =>
        pathwaysOf[clinic].AsSpan().ContainsAny(pathwaysOf[other]);

    public override int Marginal(int session, int option, int start)
    {
        var pathways = pathwaysOf[clinicOf[session]];
        if (pathways.Length == 0)
            return 0;
        var day = dayOf[start];
        var hub = hubOf[option];
        var end = start + length[session];
        var isHere = timetable.Day[session] == day && timetable.Hub[session] == hub;
        var oldStart = timetable.Start[session];
        var oldEnd = timetable.End[session];
        var cost = 0;
        foreach (var pathway in pathways)
        {
            var alone = 1;
            for (var e = head[Row(pathway, hub, day)]; e != None; e = next[e])
            {
                var other = sessionOf[e];
                if (other == session)
                    continue;
                var otherStart = timetable.Start[other];
                var otherEnd = timetable.End[other];
                if (!AreNear(start, end, otherStart, otherEnd))
                    continue;
                alone = 0;
                var others = neighbours[e];
                if (isHere && AreNear(oldStart, oldEnd, otherStart, otherEnd))
                    others--;
                if (others == 0)
                    cost--;
            }
            cost += alone;
        }
        return cost * Price;
    }

    public override void Placed(int session)
    {
        var pathways = pathwaysOf[clinicOf[session]];
        var start = timetable.Start[session];
        var end = timetable.End[session];
        for (var k = 0; k < pathways.Length; k++)
        {
            var mine = firstEntry[session] + k;
            var row = Row(pathways[k], timetable.Hub[session], timetable.Day[session]);
            neighbours[mine] = 0;
            for (var e = head[row]; e != None; e = next[e])
                if (AreNear(start, end, timetable.Start[sessionOf[e]], timetable.End[sessionOf[e]]))
                {
                    neighbours[e]++;
                    neighbours[mine]++;
                }
            next[mine] = head[row];
            previous[mine] = None;
            if (head[row] != None)
                previous[head[row]] = mine;
            head[row] = mine;
        }
    }

    public override void Removed(int session)
    {
        var pathways = pathwaysOf[clinicOf[session]];
        var start = timetable.Start[session];
        var end = timetable.End[session];
        for (var k = 0; k < pathways.Length; k++)
        {
            var mine = firstEntry[session] + k;
            var row = Row(pathways[k], timetable.Hub[session], timetable.Day[session]);
            if (previous[mine] == None)
                head[row] = next[mine];
            else
                next[previous[mine]] = next[mine];
            if (next[mine] != None)
                previous[next[mine]] = previous[mine];
            for (var e = head[row]; e != None; e = next[e])
                if (AreNear(start, end, timetable.Start[sessionOf[e]], timetable.End[sessionOf[e]]))
                    neighbours[e]--;
        }
    }

    public override RuleTotal Total()
    {
        var alone = 0;
        var rows = Enumerable
            .Range(0, length.Length)
            .Where(timetable.IsPlaced)
            .SelectMany(s =>
                pathwaysOf[clinicOf[s]]
                    .Select(p => (Row: Row(p, timetable.Hub[s], timetable.Day[s]), s))
            )
            .ToLookup(pair => pair.Row, pair => pair.s);
        foreach (var row in rows)
            alone += row.Count(s =>
                !row.Any(o =>
                    o != s
                    && AreNear(
                        timetable.Start[s],
                        timetable.End[s],
                        timetable.Start[o],
                        timetable.End[o]
                    )
                )
            );
        return new RuleTotal(
            (long)alone * Price,
            alone,
            $"{alone} times a session has nothing else of its pathway within half an hour"
        );
    }

    private bool AreNear(int start, int end, int otherStart, int otherEnd) =>
        otherStart <= end + near && start <= otherEnd + near;

    private int Row(int pathway, int hub, int day) => (pathway * hubs + hub) * TimeGrid.Days + day;
}
