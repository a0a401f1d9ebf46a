namespace Hubs.Allocation;

/// <summary>Each session at the place where its own rules together cost least, or left out where that is cheaper still.</summary>
internal sealed class OwnPlaceFloor(CostFloors floors, SoftRule[] alone)
{
    private readonly FreePlaces free = floors.Free;
    private readonly Timetable timetable = floors.Free.Timetable;
    private readonly DenseWeek week = floors.Free.Week;

    public void Add()
    {
        for (var kind = 0; kind < free.Kinds; kind++)
        {
            var watching = Array.FindAll(alone, rule => rule.Watches(free.ClinicOf(kind)));
            if (free.IsSampled(kind))
                foreach (var session in free.Sessions[kind])
                foreach (var rule in watching)
                    Own(session, rule.Name, -rule.MostGain(free.ClinicOf(kind)));
            else if (watching.Length == 0)
            {
                var place = Cheapest(kind, free.Sessions[kind].FirstOrDefault(), watching);
                foreach (var session in free.Sessions[kind])
                    Charge(session, place, watching);
            }
            else
                foreach (var session in free.Sessions[kind])
                    Charge(session, Cheapest(kind, session, watching), watching);
        }
    }

    private (int Option, int Start, long Cost)? Cheapest(int kind, int session, SoftRule[] watching)
    {
        (int, int, long)? best = null;
        var least = long.MaxValue;
        foreach (var option in free.Options(kind))
        {
            if (watching.Length == 0 && timetable.PlaceCosts.OfOption(option) >= least)
                continue;
            foreach (var start in free.Starts(option))
            {
                long points = timetable.PlaceCosts.Of(option, start);
                foreach (var rule in watching)
                    points += rule.Marginal(session, option, start);
                if (points < least)
                    best = (option, start, least = points);
            }
        }
        return best;
    }

    private void Charge(int session, (int Option, int Start, long Cost)? place, SoftRule[] watching)
    {
        // Where leaving out costs less than any place, that is the floor.
        if (place is not var (option, start, points) || points >= timetable.UnplacedCost[session])
        {
            Own(session, PlanWriter.UnplacedId, timetable.UnplacedCost[session]);
            return;
        }
        var kind = week.Sessions.Kind[session];
        foreach (var rule in timetable.Places)
            Own(session, rule.Name, rule.Of(kind, option, start));
        foreach (var rule in watching)
            Own(session, rule.Name, rule.Marginal(session, option, start));
    }

    private void Own(int session, string rule, long hundredths)
    {
        floors.Saves(session, hundredths);
        floors.Add(
            rule,
            hundredths,
            rule == PlanWriter.UnplacedId ? CostFloors.LeftOut : CostFloors.OwnPlace
        );
    }
}
