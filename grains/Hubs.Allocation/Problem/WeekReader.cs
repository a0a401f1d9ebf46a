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

    private WeekReader(WeekProblem problem)
    {
        this.problem = problem;
        network = problem.Network;
        grid = GridReader.Read(problem);
        hubIndex = network.Hubs.Select((hub, i) => (hub.Id, i)).ToDictionary();
    }

    public static DenseWeek Read(WeekProblem problem) => new WeekReader(problem).Read();

    private DenseWeek Read()
    {
        var hubs = ReadHubs();
        var rooms = ReadRooms();
        var people = network.Clinicians.Select(person => ReadPerson(person, hubs)).ToArray();
        for (var i = 0; i < people.Length; i++)
            personIndex[people[i].Model.Id] = i;
        var (clinics, sessions) = new SessionReader(problem, grid).Read();
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
}
