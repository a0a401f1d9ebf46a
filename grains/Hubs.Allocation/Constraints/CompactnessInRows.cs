namespace Hubs.Allocation;

/// <summary>Compactness for sessions of any length, anywhere: a short row of sessions for each pathway, hub and day.</summary>
internal sealed class CompactnessInRows : Compactness
{
    private readonly int[] length;
    private readonly int[] dayOf;
    private readonly int[] hubOf;
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

    public CompactnessInRows(Timetable timetable, int[] prices)
        : base(timetable, prices)
    {
        var week = timetable.Week;
        length = week.Sessions.Length;
        dayOf = week.Grid.DayOf;
        hubOf = week.Candidates.Hub;
        hubs = week.Hubs.Count;
        near = NearCells(week);
        days = timetable.Day;
        hubNow = timetable.Hub;
        starts = timetable.Start;
        ends = timetable.End;
        lonely = new int[PathwaysOf.Length];
        clinicsOf =
        [
            .. Enumerable
                .Range(0, week.PathwayCount)
                .Select(p =>
                    Enumerable
                        .Range(0, PathwaysOf.Length)
                        .Where(c => PathwaysOf[c].Contains(p))
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
                foreach (var pathway in PathwaysOf[ClinicOf[s]])
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

    /// <summary>However a session moves, no more can be gained than its pathways cost now.</summary>
    public override bool TellsHope => true;

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
        var price = Prices[hub];
        var cost = 0;
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
        {
            var alone = price;
            foreach (ref var other in Row(pathway, hub, day))
                if (other.Start <= to && from <= other.End)
                {
                    alone = 0;
                    if (other.Neighbours == 0)
                        cost -= price;
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
        var price = Prices[hub];
        var cost = 0;
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
        {
            var alone = price;
            foreach (ref var other in Row(pathway, hub, day))
                if (other.Start <= to && from <= other.End && other.Session != session)
                {
                    alone = 0;
                    var others = other.Neighbours;
                    if (other.Start <= oldTo && oldFrom <= other.End)
                        others--;
                    if (others == 0)
                        cost -= price;
                }
            cost += alone;
        }
        return cost;
    }

    public override int Delta(int session, int option, int start, int limit)
    {
        var cost = Marginal(session, option, start);
        // What it costs where it is can be no more than all its pathways cost.
        if (cost - lonely[ClinicOf[session]] > limit)
            return cost - lonely[ClinicOf[session]];
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
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
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
                ChangeLonely(pathway, change * Prices[hubNow[session]]);
        }
    }

    public override void Removed(int session)
    {
        var from = starts[session] - near;
        var to = ends[session] + near;
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
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
                ChangeLonely(pathway, change * Prices[hubNow[session]]);
        }
    }

    private void ChangeLonely(int pathway, int cost)
    {
        foreach (var clinic in clinicsOf[pathway])
        {
            lonely[clinic] += cost;
            Timetable.ChangeHope(clinic, cost);
        }
    }

    private Span<Entry> Row(int pathway, int hub, int day)
    {
        var place = pathway * hubs + hub;
        return entries.AsSpan(
            firstRow[place] + day * capacity[pathway],
            count[place * TimeGrid.Days + day]
        );
    }
}
