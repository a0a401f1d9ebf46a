using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Everything that sessions of a week compete for and that can be counted.</summary>
internal static class Supplies
{
    public static IEnumerable<Supply> Of(FreePlaces free)
    {
        yield return Rooms(free);
        yield return People(free);
        foreach (var supply in Equipment(free))
            yield return supply;
        if (ServiceMix(free) is { } mix)
            yield return mix;
    }

    private static IEnumerable<int> KindsOf(FreePlaces free) =>
        Enumerable
            .Range(0, free.Kinds)
            .Where(kind => free.Sessions[kind].Length > 0 && !free.IsSampled(kind));

    /// <summary>
    /// Rooms that share floor space with each other are one: of them, one session at a time. Rooms alike (the same kinds of sessions at the same
    /// times with the same turnaround) are counted together.
    /// </summary>
    private static Supply Rooms(FreePlaces free)
    {
        var week = free.Week;
        var supply = new Supply(RoomClash.Id);
        var sets = new Dictionary<CellSet, int>();
        var groups = SharingSpace(week);
        var uses = new List<(int Row, CellSet Starts, int Before, int After)>[groups.Count];
        for (var g = 0; g < groups.Count; g++)
            uses[g] = [];
        foreach (var kind in KindsOf(free))
        {
            var row = supply.AddRow(kind);
            for (var g = 0; g < groups.Count; g++)
                foreach (var room in groups[g])
                    if (free.InRoom(kind, room) is { } starts)
                    {
                        var option = week.Candidates.FirstInRoom(kind, room);
                        uses[g]
                            .Add(
                                (
                                    row,
                                    starts,
                                    week.Candidates.Before[option],
                                    week.Candidates.After[option]
                                )
                            );
                    }
        }
        var alike = Enumerable
            .Range(0, groups.Count)
            .Where(g => uses[g].Count > 0)
            .GroupBy(g =>
                (
                    week.Rooms[groups[g][0]].Hub,
                    string.Join(
                        ' ',
                        uses[g]
                            .Select(use => $"{use.Row}:{IdOf(use.Starts)}:{use.Before}:{use.After}")
                    )
                )
            );
        foreach (var same in alike)
        {
            int[] members = [.. same.SelectMany(g => groups[g])];
            foreach (
                var day in uses[same.First()]
                    .SelectMany(use => Placed(free, supply, use))
                    .GroupBy(pair => week.Grid.DayOf[pair.Start])
            )
                supply.AddDay(
                    week.Grid,
                    new Pool
                    {
                        Members = members,
                        Hub = same.Key.Hub,
                        Day = day.Key,
                        Count = same.Count(),
                    },
                    day
                );
        }
        return supply;

        int IdOf(CellSet set)
        {
            if (!sets.TryGetValue(set, out var id))
                sets[set] = id = sets.Count;
            return id;
        }
    }

    private static IEnumerable<(int Start, Stretch Stretch)> Placed(
        FreePlaces free,
        Supply supply,
        (int Row, CellSet Starts, int Before, int After) use
    )
    {
        var grid = free.Week.Grid;
        var length = free.Clinic(supply.Rows[use.Row].Kind).Length;
        for (var start = 0; start < grid.Cells; start++)
            if (use.Starts[start])
            {
                var day = grid.DayOf[start];
                yield return (
                    start,
                    new Stretch(
                        use.Row,
                        Math.Max(start - use.Before, grid.FirstCell(day)),
                        Math.Min(start + length + use.After, grid.FirstCell(day + 1)),
                        length
                    )
                );
            }
    }

    /// <summary>Each room in one group; in a group every room shares space with every other.</summary>
    private static List<List<int>> SharingSpace(DenseWeek week)
    {
        var groups = new List<List<int>>();
        for (var room = 0; room < week.Rooms.Length; room++)
        {
            var group = groups.Find(members =>
                members.TrueForAll(other => week.Rooms[room].Spaces.Contains(other))
            );
            if (group is null)
                groups.Add([room]);
            else
                group.Add(room);
        }
        return groups;
    }

    /// <summary>Each need of a clinic by itself; travel is left out.</summary>
    private static Supply People(FreePlaces free)
    {
        var week = free.Week;
        var supply = new Supply(ClinicianClash.Id);
        var index = week.People.Select((person, p) => (person.Model.Id, p)).ToDictionary();
        var uses = new Dictionary<(int Row, int Person), CellSet>();
        foreach (var kind in KindsOf(free))
        {
            var clinic = free.Clinic(kind).Model!;
            for (var need = 0; need < clinic.Clinicians.Length; need++)
            {
                var row = supply.AddRow(kind, need);
                var able = Needs
                    .People(week.Problem.Network, clinic, clinic.Clinicians[need])
                    .Select(person => index[person.Id])
                    .ToHashSet();
                foreach (var option in free.Options(kind))
                foreach (var person in week.Teams[week.Candidates.Team[option]])
                    if (able.Contains(person))
                        uses[(row, person)] = uses.TryGetValue((row, person), out var known)
                            ? known.Or(free.Set(option))
                            : free.Set(option);
            }
        }
        var load = Load(free.Timetable);
        foreach (var person in uses.GroupBy(use => use.Key.Person))
        foreach (
            var day in person
                .SelectMany(use => Placed(free, supply, (use.Key.Row, use.Value, 0, 0)))
                .GroupBy(pair => week.Grid.DayOf[pair.Start])
        )
            supply.AddDay(
                week.Grid,
                new Pool
                {
                    Members = [person.Key],
                    Day = day.Key,
                    MostCells = Math.Max(
                        0,
                        week.People[person.Key].DailyMaximum - load[person.Key, day.Key]
                    ),
                },
                day
            );
        return supply;
    }

    private static int[,] Load(Timetable timetable)
    {
        var load = new int[timetable.Week.People.Length, TimeGrid.Days];
        for (var s = 0; s < timetable.Start.Length; s++)
            if (timetable.IsPlaced(s))
                foreach (var person in timetable.Team(s))
                    load[person, timetable.Day[s]] += timetable.Week.Sessions.Length[s];
        return load;
    }

    /// <summary>A supply for each kind of equipment; at every hub, as many users at a time as its stock is enough for.</summary>
    private static IEnumerable<Supply> Equipment(FreePlaces free)
    {
        var week = free.Week;
        var needed = week
            .Clinics.SelectMany(clinic => clinic.Equipment)
            .Select(need => need.Kind)
            .Distinct();
        foreach (var equipment in needed)
        {
            var users = KindsOf(free).Where(kind => CountOf(free.Clinic(kind)) > 0).ToArray();
            if (users.Length == 0)
                continue;
            var least = users.Min(kind => CountOf(free.Clinic(kind)));
            var supply = new Supply(EquipmentStock.Id);
            var uses = new Dictionary<(int Row, int Hub), CellSet>();
            foreach (var kind in users)
            {
                var row = supply.AddRow(kind);
                foreach (var option in free.Options(kind))
                {
                    var key = (row, week.Candidates.Hub[option]);
                    uses[key] = uses.TryGetValue(key, out var known)
                        ? known.Or(free.Set(option))
                        : free.Set(option);
                }
            }
            foreach (var hub in uses.GroupBy(use => use.Key.Hub))
            {
                var stock = week
                    .Hubs.Hubs[hub.Key]
                    .Equipment.Where(item => item.Equipment == equipment)
                    .Sum(item => item.Count);
                foreach (
                    var day in hub.SelectMany(use =>
                            Placed(free, supply, (use.Key.Row, use.Value, 0, 0))
                        )
                        .GroupBy(pair => week.Grid.DayOf[pair.Start])
                )
                    supply.AddDay(
                        week.Grid,
                        new Pool
                        {
                            Hub = hub.Key,
                            Day = day.Key,
                            Count = stock / least,
                        },
                        day
                    );
            }
            yield return supply;

            int CountOf(DenseClinic clinic) =>
                clinic.Equipment.Where(need => need.Kind == equipment).Sum(need => need.Count);
        }
    }

    /// <summary>Of services that have a target at every hub they could be at: no more than the maxima.</summary>
    private static Supply? ServiceMix(FreePlaces free)
    {
        var week = free.Week;
        var supply = new Supply(ServiceMixMaximum.Id);
        var pools = new Dictionary<(int Hub, int Service), int>();
        foreach (var kind in KindsOf(free))
        {
            var service = free.Clinic(kind).Service;
            var id = week.Problem.Network.Services[service].Id;
            var places = free.Options(kind)
                .Select(option => (Hub: week.Candidates.Hub[option], Option: option))
                .ToArray();
            if (
                places.Length == 0
                || !Array.TrueForAll(
                    places,
                    place => week.Hubs.Hubs[place.Hub].ServiceMix.Any(t => t.Service == id)
                )
            )
                continue;
            var row = supply.AddRow(kind);
            foreach (var (hub, option) in places)
            {
                if (!pools.TryGetValue((hub, service), out var pool))
                {
                    pools[(hub, service)] = pool = supply.Pools.Count;
                    supply.Pools.Add(
                        new Pool
                        {
                            Hub = hub,
                            Day = -1,
                            MostSessions = Math.Max(
                                0,
                                week.Hubs.Hubs[hub].ServiceMix.First(t => t.Service == id).Maximum
                                    - FixedAt(free.Timetable, hub, service)
                            ),
                        }
                    );
                }
                foreach (var start in free.Starts(option))
                    if (supply.Rows[row].PoolsOn[week.Grid.DayOf[start]].Add(pool))
                        supply.Pools[pool].Stretches.Add(new Stretch(row, start, start + 1, 1));
            }
        }
        return supply.Pools.Count > 0 ? supply : null;
    }

    private static int FixedAt(Timetable timetable, int hub, int service)
    {
        var count = 0;
        for (var s = 0; s < timetable.Start.Length; s++)
            if (
                timetable.Hub[s] == hub
                && timetable.Week.Clinics[timetable.Week.Sessions.Clinic[s]].Service == service
            )
                count++;
        return count;
    }
}
