namespace Hubs.Allocation;

/// <summary>Weekdays that a clinic asks for and cannot have: it has fewer sessions, or fewer days to be on.</summary>
internal sealed class SpreadFloor(CostFloors floors, SoftRule rule)
{
    private readonly FreePlaces free = floors.Free;
    private readonly Timetable timetable = floors.Free.Timetable;
    private readonly DenseWeek week = floors.Free.Week;
    private readonly PlaceableBound placeable = floors.Placeable;

    public void Add()
    {
        var missing = 0;
        for (var c = 0; c < week.Clinics.Length; c++)
        {
            if (week.Clinics[c].MinimumDays < 2 || free.KindsOf(c).Any(free.IsSampled))
                continue;
            var days = free.FixedOf(c).Select(s => timetable.Day[s]).ToHashSet();
            foreach (var kind in free.KindsOf(c))
            foreach (var option in free.Options(kind))
            foreach (var start in free.Starts(option))
                days.Add(week.Grid.DayOf[start]);
            var sessions = free.FixedOf(c).Count() + free.KindsOf(c).Sum(placeable.Most);
            missing += Math.Max(0, week.Clinics[c].MinimumDays - Math.Min(days.Count, sessions));
        }
        floors.Add(
            rule.Name,
            (long)missing * rule.Price,
            $"clinics want {missing} days more than they have sessions or days to be on"
        );
    }
}
