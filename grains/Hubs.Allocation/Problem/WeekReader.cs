using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Turns a week problem into numbers. What the problem names must exist in its network.</summary>
/// <exception cref="ArgumentException">A session, clinic or room refers to something the network does not have.</exception>
internal sealed class WeekReader
{
    private readonly WeekProblem problem;
    private readonly Network network;
    private readonly TimeGrid grid;
    private readonly Dictionary<HubId, int> hubIndex;
    private readonly Dictionary<RoomId, int> roomIndex = [];
    private readonly Dictionary<ClinicianId, int> personIndex = [];
    private readonly Dictionary<ServiceId, int> serviceIndex = [];
    private readonly Dictionary<OrganisationId, int> organisationIndex = [];

    private WeekReader(WeekProblem problem)
    {
        this.problem = problem;
        network = problem.Network;
        grid = GridOf(problem);
        hubIndex = network.Hubs.Select((hub, i) => (hub.Id, i)).ToDictionary();
        foreach (var service in network.Services)
            serviceIndex[service.Id] = serviceIndex.Count;
    }

    public static DenseWeek Read(WeekProblem problem) => new WeekReader(problem).Read();

    private DenseWeek Read()
    {
        var hubs = ReadHubs();
        var rooms = ReadRooms();
        var people = network.Clinicians.Select(person => ReadPerson(person, hubs)).ToArray();
        for (var i = 0; i < people.Length; i++)
            personIndex[people[i].Model.Id] = i;
        var (clinics, sessions) = ReadSessions();
        var candidates = new CandidateReader(problem, grid, rooms, people, clinics, sessions)
        {
            HubIndex = hubIndex,
            RoomIndex = roomIndex,
            PersonIndex = personIndex,
        };
        var table = candidates.Read();
        return new DenseWeek
        {
            Problem = problem,
            Grid = grid,
            Hubs = hubs,
            Rooms = rooms,
            People = people,
            Teams = candidates.Teams,
            Clinics = clinics,
            PathwayCount = network.Pathways.Length,
            Sessions = sessions,
            Candidates = table,
        };
    }

    private static TimeGrid GridOf(WeekProblem problem)
    {
        var network = problem.Network;
        var wanted = problem.Wanted.Select(w => w.Clinic).ToHashSet();
        var clinics = network.Clinics.Where(clinic => wanted.Contains(clinic.Id)).ToArray();
        var services = clinics.Select(clinic => clinic.Service).ToHashSet();
        var hours = network.Hubs.SelectMany(hub => hub.Hours).ToArray();
        IEnumerable<int> lengths =
        [
            .. clinics
                .SelectMany(clinic => new[] { clinic.Length, clinic.StartEvery })
                .Select(Minutes),
            .. clinics
                .SelectMany(clinic => clinic.Allowed)
                .Select(w => TimeGrid.Minutes(w.Window.Start)),
            .. network
                .Hubs.SelectMany(hub => hub.Rooms)
                .SelectMany(room => new[] { room.TurnaroundBefore, room.TurnaroundAfter })
                .Select(Minutes),
            .. network
                .Services.Where(service => services.Contains(service.Id))
                .SelectMany(service => new[] { service.TurnaroundBefore, service.TurnaroundAfter })
                .Select(Minutes),
            .. clinics.Any(clinic => clinic.Allowed.IsEmpty)
                ? hours.Select(w => TimeGrid.Minutes(w.Window.Start))
                : [],
        ];
        var step = Math.Max(5, lengths.Aggregate(0, GreatestCommonDivisor));
        var first = hours.Select(w => TimeGrid.Minutes(w.Window.Start)).DefaultIfEmpty(0).Min();
        var last = hours.Select(w => TimeGrid.EndMinutes(w.Window.End)).DefaultIfEmpty(step).Max();
        foreach (var session in problem.Fixed)
        {
            first = Math.Min(first, TimeGrid.Minutes(session.Window.Start));
            last = Math.Max(last, TimeGrid.EndMinutes(session.Window.End));
        }
        first -= first % step;
        last += (step - last % step) % step;
        return new TimeGrid(problem.Week, step, first, last);
    }

    private static int Minutes(TimeSpan duration) => (int)duration.TotalMinutes;

    private static int GreatestCommonDivisor(int a, int b) =>
        b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private HubTable ReadHubs()
    {
        var count = network.Hubs.Length;
        var travel = new int[count, count];
        for (var a = 0; a < count; a++)
        for (var b = 0; b < count; b++)
            travel[a, b] = grid.CellsFor(
                Travel.Between(network, network.Hubs[a].Id, network.Hubs[b].Id)
            );
        return new HubTable([.. network.Hubs], travel);
    }

    private DenseRoom[] ReadRooms()
    {
        var all = network.Hubs.SelectMany(hub => hub.Rooms.Select(room => (hub, room))).ToArray();
        for (var i = 0; i < all.Length; i++)
            roomIndex[all[i].room.Id] = i;
        var blocks = problem.Blocks.ToLookup(block => block.Room);
        var gone = RoomsThatAreGone();
        return
        [
            .. all.Select(pair => new DenseRoom(
                pair.room,
                hubIndex[pair.hub.Id],
                [
                    .. pair
                        .room.LinkedRooms.Where(roomIndex.ContainsKey)
                        .Select(id => roomIndex[id])
                        .Prepend(roomIndex[pair.room.Id])
                        .Distinct(),
                ],
                OpenCells(pair.hub, pair.room),
                BlockedCells(
                    pair.room.LinkedRooms.Prepend(pair.room.Id).SelectMany(id => blocks[id])
                )
            )),
            .. gone,
        ];
    }

    /// <summary>Rooms that fixed sessions are in but no hub has any more: never open to anybody else.</summary>
    private List<DenseRoom> RoomsThatAreGone()
    {
        var gone = new List<DenseRoom>();
        foreach (var session in problem.Fixed.Where(s => !roomIndex.ContainsKey(s.Room)))
        {
            if (!hubIndex.TryGetValue(session.Hub, out var hub))
                throw new ArgumentException(
                    $"Session {session.Id} is at hub {session.Hub}, which the network does not have"
                );
            var room = new Room
            {
                Id = session.Room,
                Name = session.Room.Value,
                Type = RoomType.Office,
                Capacity = 0,
            };
            var index = roomIndex.Count;
            roomIndex[room.Id] = index;
            gone.Add(
                new DenseRoom(room, hub, [index], new CellSet(grid.Words), new CellSet(grid.Words))
            );
        }
        return gone;
    }

    private CellSet OpenCells(Hub hub, Room room)
    {
        var open = new CellSet(grid.Words);
        for (var day = 0; day < TimeGrid.Days; day++)
            foreach (var window in hub.OpenOn(grid.Date(day)))
                AddInside(open, day, window);
        return room.Hours.IsEmpty ? open : open.And(Weekly(room.Hours));
    }

    private CellSet BlockedCells(IEnumerable<RoomBlock> blocks)
    {
        var blocked = new CellSet(grid.Words);
        foreach (var block in blocks)
            if (grid.Day(block.Date) is >= 0 and < TimeGrid.Days and var day)
                blocked.Add(
                    grid.CellDown(day, TimeGrid.Minutes(block.Window.Start)),
                    grid.CellUp(day, TimeGrid.EndMinutes(block.Window.End))
                );
        return blocked;
    }

    private CellSet Weekly(ImmutableArray<WeeklyWindow> windows)
    {
        var cells = new CellSet(grid.Words);
        for (var day = 0; day < TimeGrid.Days; day++)
            foreach (var window in windows)
                if (window.Day == grid.Date(day).DayOfWeek)
                    AddInside(cells, day, window.Window);
        return cells;
    }

    private void AddInside(CellSet cells, int day, TimeWindow window) =>
        cells.Add(
            grid.CellUp(day, TimeGrid.Minutes(window.Start)),
            grid.CellDown(day, TimeGrid.EndMinutes(window.End))
        );

    private DensePerson ReadPerson(Clinician person, HubTable hubs)
    {
        var available = Weekly(person.Availability);
        for (var day = 0; day < TimeGrid.Days; day++)
            foreach (var leave in person.Leave)
                if (leave.From <= grid.Date(day) && grid.Date(day) <= leave.To)
                    available.Remove(
                        leave.Window is { } part
                            ? grid.CellDown(day, TimeGrid.Minutes(part.Start))
                            : grid.FirstCell(day),
                        leave.Window is { } rest
                            ? grid.CellUp(day, TimeGrid.EndMinutes(rest.End))
                            : grid.FirstCell(day + 1)
                    );
        var works = new bool[hubs.Count];
        foreach (var hub in person.Hubs.Append(person.HomeHub))
            if (hubIndex.TryGetValue(hub, out var h))
                works[h] = true;
        var longest = 0;
        for (var a = 0; a < hubs.Count; a++)
        for (var b = 0; b < hubs.Count; b++)
            if (works[a] && works[b])
                longest = Math.Max(longest, hubs.Travel[a, b]);
        var dailyMaximum = (int)(person.DailyMaximum.TotalMinutes / grid.MinutesPerCell);
        return new DensePerson(person, works, available, dailyMaximum, longest);
    }

    private (DenseClinic[], SessionTable) ReadSessions()
    {
        var byId = network.Clinics.ToDictionary(clinic => clinic.Id);
        var taken = problem.Fixed.Select(session => session.Id).ToHashSet();
        var wanted = problem.Wanted.Where(w => !taken.Contains(w.Id)).ToLookup(w => w.Clinic);
        var fixedOf = problem
            .Fixed.Where(s => s.Clinic is { } id && byId.ContainsKey(id))
            .ToLookup(s => s.Clinic!.Value);
        if (wanted.FirstOrDefault(group => !byId.ContainsKey(group.Key)) is { } stray)
            throw new ArgumentException(
                $"Session {stray.First().Id} is of clinic {stray.Key}, which the network does not have"
            );
        var clinics = new List<DenseClinic>();
        var rows = new List<(int Clinic, SessionId Id, WantedSession? Wanted, Session? Fixed)>();
        foreach (
            var clinic in network.Clinics.Where(c => wanted[c.Id].Any() || fixedOf[c.Id].Any())
        )
        {
            rows.AddRange(
                wanted[clinic.Id]
                    .Select(w => (clinics.Count, w.Id, (WantedSession?)w, (Session?)null))
            );
            rows.AddRange(
                fixedOf[clinic.Id]
                    .Select(f => (clinics.Count, f.Id, (WantedSession?)null, (Session?)f))
            );
            clinics.Add(ReadClinic(clinic));
        }
        foreach (
            var session in problem.Fixed.Where(s => s.Clinic is not { } id || !byId.ContainsKey(id))
        )
        {
            rows.Add((clinics.Count, session.Id, null, session));
            clinics.Add(ClinicOf(session));
        }
        var table = new SessionTable(rows.Count);
        for (var s = 0; s < rows.Count; s++)
        {
            var row = rows[s];
            var clinic = clinics[row.Clinic];
            if (clinic.SessionCount++ == 0)
                clinic.FirstSession = s;
            table.Id[s] = row.Id;
            table.Clinic[s] = row.Clinic;
            table.Fixed[s] = row.Fixed;
            table.Day[s] = row.Wanted?.On is { } date ? grid.Day(date) : -1;
            table.Length[s] = clinic.Length;
        }
        return ([.. clinics], table);
    }

    private DenseClinic ReadClinic(Clinic clinic)
    {
        if (!serviceIndex.TryGetValue(clinic.Service, out var service))
            throw new ArgumentException(
                $"Clinic {clinic.Id} runs service {clinic.Service}, which the network does not have"
            );
        return new DenseClinic
        {
            Name = clinic.Name,
            Model = clinic,
            Service = service,
            Organisation = OrganisationOf(clinic.Organisation),
            Length = grid.CellsFor(clinic.Length),
            Pathways =
            [
                .. Enumerable
                    .Range(0, network.Pathways.Length)
                    .Where(p => network.Pathways[p].Clinics.Contains(clinic.Id)),
            ],
            Equipment =
            [
                .. Needs
                    .Equipment(network.Services[service], clinic)
                    .Select(n => (n.Equipment, n.Count)),
            ],
            Seats = Needs.Seats(network.Services[service], clinic),
            MinimumDays = clinic.MinimumDays,
            MaximumPerDay = clinic.MaximumPerDay ?? int.MaxValue,
            Priority = clinic.Priority,
        };
    }

    private DenseClinic ClinicOf(Session session) =>
        new()
        {
            Name = session.ServiceName,
            Service = serviceIndex.TryGetValue(session.Service, out var service) ? service : -1,
            Organisation = OrganisationOf(session.Organisation),
            Length = grid.CellsFor(session.Window.Length),
            Equipment = [.. session.Equipment.Select(n => (n.Equipment, n.Count))],
        };

    private int OrganisationOf(OrganisationId id)
    {
        if (!organisationIndex.TryGetValue(id, out var index))
            organisationIndex[id] = index = organisationIndex.Count;
        return index;
    }
}
