namespace Hubs.Allocation;

/// <summary>Sessions that can only be at unpopular times, by organisation.</summary>
internal sealed class FairnessFloor(CostFloors floors, Fairness rule)
{
    private readonly FreePlaces free = floors.Free;
    private readonly Timetable timetable = floors.Free.Timetable;
    private readonly DenseWeek week = floors.Free.Week;

    public void Add()
    {
        var unpopular = new Dictionary<int, List<int>>();
        for (var kind = 0; kind < free.Kinds; kind++)
            if (
                !free.IsSampled(kind)
                && free.Sessions[kind].Length > 0
                && free.Options(kind).Any()
                && free.Options(kind)
                    .All(option =>
                        Array.TrueForAll(
                            free.Starts(option),
                            start => rule.IsUnpopular(start, free.Clinic(kind).Length)
                        )
                    )
            )
                Of(free.Clinic(kind).Organisation).AddRange(free.Sessions[kind]);
        for (var s = 0; s < timetable.Start.Length; s++)
            if (
                timetable.IsPlaced(s)
                && rule.IsUnpopular(timetable.Start[s], week.Sessions.Length[s])
            )
                Of(week.Clinics[week.Sessions.Clinic[s]].Organisation).Add(s);
        foreach (var (organisation, sessions) in unpopular)
        {
            var last =
                rule.CostOf(organisation, sessions.Count)
                - rule.CostOf(organisation, sessions.Count - 1);
            foreach (var session in sessions)
                if (!week.Sessions.IsFixed(session))
                    floors.Saves(session, last + 1); // costs are whole hundredths, rounded down
        }
        floors.Add(
            rule.Name,
            unpopular.Sum(pair => (long)rule.CostOf(pair.Key, pair.Value.Count)),
            $"{unpopular.Values.Sum(list => list.Count)} sessions can only be outside 09:00-17:00 on weekdays"
        );

        List<int> Of(int organisation)
        {
            if (!unpopular.TryGetValue(organisation, out var list))
                unpopular[organisation] = list = [];
            return list;
        }
    }
}
