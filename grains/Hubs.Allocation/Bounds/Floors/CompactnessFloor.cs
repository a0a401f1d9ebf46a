namespace Hubs.Allocation;

/// <summary>Sessions that nothing else of their pathway can be near, wherever both go.</summary>
internal sealed class CompactnessFloor(CostFloors floors, Compactness rule)
{
    private readonly FreePlaces free = floors.Free;
    private readonly DenseWeek week = floors.Free.Week;

    public void Add()
    {
        var near = (int)(Compactness.Near.TotalMinutes / week.Grid.MinutesPerCell);
        var alone = 0;
        long points = 0;
        for (var pathway = 0; pathway < week.PathwayCount; pathway++)
        {
            var members = Enumerable
                .Range(0, week.Clinics.Length)
                .Where(c => week.Clinics[c].Pathways.Contains(pathway))
                .SelectMany(c =>
                    Enumerable.Range(week.Clinics[c].FirstSession, week.Clinics[c].SessionCount)
                )
                .GroupBy(s => week.Sessions.Kind[s])
                .Select(g => (Kind: g.Key, Sessions: g.ToArray()))
                .ToArray();
            if (Array.Exists(members, m => free.IsSampled(m.Kind)))
                continue;
            var places = members.Select(m => StartsByHub(m.Kind)).ToArray();
            for (var a = 0; a < members.Length; a++)
            {
                var hasCompany = false;
                for (var b = 0; b < members.Length && !hasCompany; b++)
                    hasCompany =
                        (a != b || members[a].Sessions.Length > 1)
                        && MeetsAnywhere(
                            places[a],
                            places[b],
                            members[a].Kind,
                            members[b].Kind,
                            near
                        );
                if (hasCompany || places[a].Values.All(set => set.IsEmpty))
                    continue;
                var price = places[a]
                    .Where(hub => !hub.Value.IsEmpty)
                    .Min(hub => rule.PriceAt(hub.Key));
                foreach (var session in members[a].Sessions)
                {
                    if (!week.Sessions.IsFixed(session))
                        floors.Saves(session, price);
                    points += price;
                    alone++;
                }
            }
        }
        floors.Add(
            rule.Name,
            points,
            $"{alone} times nothing else of a session's pathway can be near it"
        );
    }

    private Dictionary<int, CellSet> StartsByHub(int kind)
    {
        var starts = new Dictionary<int, CellSet>();
        for (
            var option = week.Candidates.FirstOption[kind];
            option < week.Candidates.EndOf(kind);
            option++
        )
        {
            var set =
                free.Sessions[kind].Length == 0
                    ? week.Candidates.StartSet[option]
                    : free.Set(option);
            var hub = week.Candidates.Hub[option];
            starts[hub] = starts.TryGetValue(hub, out var known) ? known.Or(set) : set;
        }
        return starts;
    }

    private bool MeetsAnywhere(
        Dictionary<int, CellSet> places,
        Dictionary<int, CellSet> others,
        int kind,
        int other,
        int near
    )
    {
        var (length, otherLength) = (LengthOf(kind), LengthOf(other));
        foreach (var (hub, starts) in places)
            if (others.TryGetValue(hub, out var set))
                for (var start = 0; start < week.Grid.Cells; start++)
                    if (starts[start])
                    {
                        var day = week.Grid.DayOf[start];
                        var from = Math.Max(start - otherLength - near, week.Grid.FirstCell(day));
                        var to = Math.Min(start + length + near + 1, week.Grid.FirstCell(day + 1));
                        if (set.HasAny(from, to))
                            return true;
                    }
        return false;
    }

    private int LengthOf(int kind) =>
        free.Sessions[kind].Length > 0
            ? free.Clinic(kind).Length
            : week.Sessions.Length[Array.IndexOf(week.Sessions.Kind, kind)];
}
