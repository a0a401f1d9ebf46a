namespace Hubs.Allocation;

/// <summary>Rooms beyond the first of clinics whose sessions do not all fit in one.</summary>
internal sealed class RoomStabilityFloor(CostFloors floors, SoftRule rule)
{
    private readonly FreePlaces free = floors.Free;
    private readonly Timetable timetable = floors.Free.Timetable;
    private readonly DenseWeek week = floors.Free.Week;
    private readonly PlaceableBound placeable = floors.Placeable;

    public void Add()
    {
        var extra = 0;
        for (var c = 0; c < week.Clinics.Length; c++)
        {
            var kinds = free.KindsOf(c).ToArray();
            if (week.Clinics[c].SessionCount < 2 || Array.Exists(kinds, free.IsSampled))
                continue;
            var more = Math.Max(0, RoomsNeeded(c, kinds) - 1);
            extra += more;
            if (more > 0)
                foreach (var kind in kinds)
                foreach (var session in free.Sessions[kind])
                    floors.Saves(session, rule.Price);
        }
        floors.Add(
            rule.Name,
            (long)extra * rule.Price,
            $"no one room has the time for all sessions of some clinics: {extra} rooms more"
        );
    }

    /// <summary>The rooms that hold most of its sessions, as many as it takes; those of fixed sessions are used already.</summary>
    private int RoomsNeeded(int clinic, int[] kinds)
    {
        var used = free.FixedOf(clinic).Select(s => timetable.Room[s]).ToHashSet();
        var sessions = kinds.Sum(placeable.Most);
        var holds = new List<int>();
        foreach (
            var room in kinds
                .SelectMany(free.Options)
                .Select(option => week.Candidates.Room[option])
                .Distinct()
        )
        {
            var fits = kinds.Sum(kind => FitsInRoom(kind, room));
            if (used.Contains(room))
                sessions -= fits;
            else if (fits >= sessions)
                return used.Count + (sessions > 0 ? 1 : 0);
            else
                holds.Add(fits);
        }
        var needed = used.Count;
        foreach (var fits in holds.OrderDescending().TakeWhile(_ => sessions > 0))
        {
            sessions -= fits;
            needed++;
        }
        return needed;
    }

    private int FitsInRoom(int kind, int room)
    {
        if (free.InRoom(kind, room) is not { } starts)
            return 0;
        var option = week.Candidates.FirstInRoom(kind, room);
        var takes =
            week.Candidates.Before[option]
            + free.Clinic(kind).Length
            + week.Candidates.After[option];
        var most = 0;
        for (var day = 0; day < TimeGrid.Days; day++)
        {
            var count = 0;
            var from = week.Grid.FirstCell(day);
            for (var cell = from; cell < week.Grid.FirstCell(day + 1); cell++)
                if (starts[cell] && cell >= from)
                {
                    count++;
                    from = cell + Math.Max(1, takes);
                }
            most += Math.Min(count, free.MostOn(kind, day));
        }
        return Math.Min(most, placeable.Most(kind));
    }
}
