namespace Hubs.Allocation;

/// <summary>
/// Somebody who comes for one session of a pathway finds another on the same day within half an hour of it. Each session that is
/// alone costs, once for each of its pathways.
/// </summary>
internal sealed class Compactness : SoftRule
{
    public const string Id = "compactness";

    public static readonly TimeSpan Near = TimeSpan.FromMinutes(30);

    private readonly int[] clinicOf;
    private readonly int[] length;
    private readonly int[] dayOf;
    private readonly int[] hubOf;
    private readonly int[][] pathwaysOf;
    private readonly int hubs;
    private readonly int near;
    private readonly int[] days;
    private readonly int[] hubNow;
    private readonly int[] starts;
    private readonly int[] ends;

    /// <summary>By pathway and hub, for Monday: where its row of a day's sessions starts; -1 where none can be.</summary>
    private readonly int[] firstRow;

    /// <summary>By pathway: sessions a row can hold.</summary>
    private readonly int[] capacity;
    private readonly int[] count;
    private readonly Entry[] entries;

    /// <summary>By clinic: what all its pathways cost now.</summary>
    private readonly int[] lonely;

    /// <summary>By pathway.</summary>
    private readonly int[][] clinicsOf;

    /// <summary>A session on this day in this pathway, and how many others are near it.</summary>
    private struct Entry
    {
        public int Session;
        public int Start;
        public int End;
        public int Neighbours;
    }

    private Compactness(Timetable timetable, int price)
        : base(timetable)
    {
        Price = price;
        var week = timetable.Week;
        clinicOf = week.Sessions.Clinic;
        length = week.Sessions.Length;
        dayOf = week.Grid.DayOf;
        hubOf = week.Candidates.Hub;
        pathwaysOf = [.. week.Clinics.Select(clinic => clinic.Pathways)];
        hubs = week.Hubs.Count;
        near = (int)(Near.TotalMinutes / week.Grid.MinutesPerCell);
        days = timetable.Day;
        hubNow = timetable.Hub;
        starts = timetable.Start;
        ends = timetable.End;
        lonely = new int[pathwaysOf.Length];
        clinicsOf =
        [
            .. Enumerable
                .Range(0, week.PathwayCount)
                .Select(p =>
                    Enumerable
                        .Range(0, pathwaysOf.Length)
                        .Where(c => pathwaysOf[c].Contains(p))
                        .ToArray()
                ),
        ];
        capacity = new int[week.PathwayCount];
        foreach (var clinic in week.Clinics)
        foreach (var pathway in clinic.Pathways)
            capacity[pathway] += clinic.SessionCount;
        firstRow = new int[week.PathwayCount * hubs];
        count = new int[firstRow.Length * TimeGrid.Days];
        entries = new Entry[LayOut(week)];
    }

    private int LayOut(DenseWeek week)
    {
        var isUsed = new bool[firstRow.Length];
        for (var s = 0; s < length.Length; s++)
        {
            var first = week.Candidates.FirstOption[week.Sessions.Kind[s]];
            for (var o = first; o < first + week.Candidates.OptionCount[week.Sessions.Kind[s]]; o++)
                foreach (var pathway in pathwaysOf[clinicOf[s]])
                    isUsed[pathway * hubs + hubOf[o]] = true;
        }
        var next = 0;
        for (var i = 0; i < firstRow.Length; i++)
        {
            firstRow[i] = isUsed[i] ? next : -1;
            next += isUsed[i] ? capacity[i / hubs] * TimeGrid.Days : 0;
        }
        return next;
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.Pathways.Length > 0)
            ? new Compactness(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int MostGain(int clinic) => 3 * Price * pathwaysOf[clinic].Length;

    public override bool Watches(int clinic) => pathwaysOf[clinic].Length > 0;

    /// <summary>However a session moves, no more can be gained than its pathways cost now.</summary>
    public override bool TellsHope => true;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) =>
        pathwaysOf[clinic].AsSpan().ContainsAny(pathwaysOf[other]);

    public override int Marginal(int session, int option, int start)
    {
        var day = dayOf[start];
        var hub = hubOf[option];
        return days[session] == day && hubNow[session] == hub
            ? OnTheSameDay(session, hub, day, start)
            : OnAnotherDay(session, hub, day, start);
    }

    private int OnAnotherDay(int session, int hub, int day, int start)
    {
        var from = start - near;
        var to = start + length[session] + near;
        var cost = 0;
        foreach (var pathway in pathwaysOf[clinicOf[session]])
        {
            var alone = Price;
            foreach (ref var other in Row(pathway, hub, day))
                if (other.Start <= to && from <= other.End)
                {
                    alone = 0;
                    if (other.Neighbours == 0)
                        cost -= Price;
                }
            cost += alone;
        }
        return cost;
    }

    /// <summary>The session is in the rows itself, and counts as a neighbour there.</summary>
    private int OnTheSameDay(int session, int hub, int day, int start)
    {
        var from = start - near;
        var to = start + length[session] + near;
        var oldFrom = starts[session] - near;
        var oldTo = ends[session] + near;
        var cost = 0;
        foreach (var pathway in pathwaysOf[clinicOf[session]])
        {
            var alone = Price;
            foreach (ref var other in Row(pathway, hub, day))
                if (other.Start <= to && from <= other.End && other.Session != session)
                {
                    alone = 0;
                    var others = other.Neighbours;
                    if (other.Start <= oldTo && oldFrom <= other.End)
                        others--;
                    if (others == 0)
                        cost -= Price;
                }
            cost += alone;
        }
        return cost;
    }

    public override int Delta(int session, int option, int start, int limit)
    {
        var cost = Marginal(session, option, start);
        // What it costs where it is can be no more than all its pathways cost.
        if (cost - lonely[clinicOf[session]] > limit)
            return cost - lonely[clinicOf[session]];
        return cost - OnTheSameDay(session, hubNow[session], days[session], starts[session]);
    }

    public override void Placed(int session)
    {
        var mine = new Entry
        {
            Session = session,
            Start = starts[session],
            End = ends[session],
        };
        var from = mine.Start - near;
        var to = mine.End + near;
        foreach (var pathway in pathwaysOf[clinicOf[session]])
        {
            mine.Neighbours = 0;
            var change = 0;
            foreach (ref var other in Row(pathway, hubNow[session], days[session]))
                if (other.Start <= to && from <= other.End)
                {
                    if (other.Neighbours++ == 0)
                        change--;
                    mine.Neighbours++;
                }
            if (mine.Neighbours == 0)
                change++;
            count[(pathway * hubs + hubNow[session]) * TimeGrid.Days + days[session]]++;
            Row(pathway, hubNow[session], days[session])[^1] = mine;
            if (change != 0)
                ChangeLonely(pathway, change);
        }
    }

    public override void Removed(int session)
    {
        var from = starts[session] - near;
        var to = ends[session] + near;
        foreach (var pathway in pathwaysOf[clinicOf[session]])
        {
            var row = Row(pathway, hubNow[session], days[session]);
            var at = 0;
            var change = 0;
            for (var i = 0; i < row.Length; i++)
                if (row[i].Session == session)
                    at = i;
                else if (row[i].Start <= to && from <= row[i].End && --row[i].Neighbours == 0)
                    change++;
            if (row[at].Neighbours == 0)
                change--;
            row[at] = row[^1];
            count[(pathway * hubs + hubNow[session]) * TimeGrid.Days + days[session]]--;
            if (change != 0)
                ChangeLonely(pathway, change);
        }
    }

    private void ChangeLonely(int pathway, int sessions)
    {
        foreach (var clinic in clinicsOf[pathway])
        {
            lonely[clinic] += sessions * Price;
            Timetable.ChangeHope(clinic, sessions * Price);
        }
    }

    public override RuleTotal Total()
    {
        var alone = 0;
        var rows = Enumerable
            .Range(0, length.Length)
            .Where(Timetable.IsPlaced)
            .SelectMany(s => pathwaysOf[clinicOf[s]].Select(p => (Row: (p, hubNow[s], days[s]), s)))
            .ToLookup(pair => pair.Row, pair => pair.s);
        foreach (var row in rows)
            alone += row.Count(s =>
                !row.Any(o =>
                    o != s
                    && AreNear(
                        Timetable.Start[s],
                        Timetable.End[s],
                        Timetable.Start[o],
                        Timetable.End[o]
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

    private Span<Entry> Row(int pathway, int hub, int day)
    {
        var place = pathway * hubs + hub;
        return entries.AsSpan(
            firstRow[place] + day * capacity[pathway],
            count[place * TimeGrid.Days + day]
        );
    }
}
