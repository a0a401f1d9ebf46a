using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Lists, for every kind of session, the rooms, teams and starts that the static rules leave: room suits, hub and room open, person
/// available, allowed times, fixed date. What remains is for the search to choose from.
/// </summary>
internal sealed class CandidateReader(
    WeekProblem problem,
    TimeGrid grid,
    DenseRoom[] rooms,
    DensePerson[] people,
    DenseClinic[] clinics,
    SessionTable sessions
)
{
    /// <summary>Where more people could pair up than this, an even sample of the pairs is considered.</summary>
    private const int MostTeams = 256;

    private readonly Dictionary<string, int> teamIndex = [];
    private readonly List<int[]> teams = [];
    private readonly List<int> optionRoom = [];
    private readonly List<int> optionTeam = [];
    private readonly List<int> optionBefore = [];
    private readonly List<int> optionAfter = [];
    private readonly List<StartList> optionStarts = [];
    private readonly List<int> firstOption = [];
    private readonly List<int> optionCount = [];
    private readonly Dictionary<(int Kind, int Team, int Hub, CellSet Open), StartList> known = [];
    private readonly Dictionary<CellSet, StartList> distinct = [];

    private sealed record StartList(int[] Starts, CellSet Cells);

    public required Dictionary<HubId, int> HubIndex { get; init; }

    public required Dictionary<RoomId, int> RoomIndex { get; init; }

    public required Dictionary<ClinicianId, int> PersonIndex { get; init; }

    public int[][] Teams => [.. teams];

    public CandidateTable Read()
    {
        var kinds = new Dictionary<(int Clinic, int Day), int>();
        var teamsOfClinic = new int[]?[clinics.Length];
        var roomsOfClinic = new int[]?[clinics.Length];
        for (var s = 0; s < sessions.Count; s++)
        {
            var c = sessions.Clinic[s];
            if (sessions.Fixed[s] is { } session)
            {
                sessions.Kind[s] = AddFixed(s, session);
                continue;
            }
            if (!kinds.TryGetValue((c, sessions.Day[s]), out var kind))
            {
                var clinic = clinics[c].Model!;
                teamsOfClinic[c] ??= TeamsOf(clinic, clinics[c]);
                roomsOfClinic[c] ??= RoomsOf(clinic, clinics[c]);
                kinds[(c, sessions.Day[s])] = kind = firstOption.Count;
                AddKind(kind, clinics[c], sessions.Day[s], roomsOfClinic[c]!, teamsOfClinic[c]!);
            }
            sessions.Kind[s] = kind;
        }
        return new CandidateTable
        {
            Room = [.. optionRoom],
            Team = [.. optionTeam],
            Hub = [.. optionRoom.Select(room => rooms[room].Hub)],
            Starts = [.. optionStarts.Select(list => list.Starts)],
            StartSet = [.. optionStarts.Select(list => list.Cells)],
            Before = [.. optionBefore],
            After = [.. optionAfter],
            FirstOption = [.. firstOption],
            OptionCount = [.. optionCount],
        }.WithRooms(rooms.Length);
    }

    private int AddFixed(int s, Session session)
    {
        var room = RoomIndex[session.Room];
        var day = grid.Day(session.Date);
        if (day is < 0 or >= TimeGrid.Days)
            throw new ArgumentException(
                $"Session {session.Id} is on {session.Date:O}, outside {problem.Week}"
            );
        var start = grid.CellDown(day, TimeGrid.Minutes(session.Window.Start));
        sessions.Length[s] = grid.CellUp(day, TimeGrid.EndMinutes(session.Window.End)) - start;
        sessions.Day[s] = day;
        var members = session
            .Clinicians.Where(PersonIndex.ContainsKey)
            .Select(id => PersonIndex[id]);
        var cells = new CellSet(grid.Words);
        cells.Add(start, start + 1);
        firstOption.Add(optionRoom.Count);
        optionCount.Add(1);
        optionBefore.Add(grid.CellsFor(session.TurnaroundBefore));
        optionAfter.Add(grid.CellsFor(session.TurnaroundAfter));
        AddOption(room, TeamIndex([.. members]), new StartList([start], cells));
        return firstOption.Count - 1;
    }

    private void AddOption(int room, int team, StartList starts)
    {
        optionRoom.Add(room);
        optionTeam.Add(team);
        optionStarts.Add(starts);
    }

    private void AddKind(int kind, DenseClinic clinic, int day, int[] roomsOf, int[] teamsOf)
    {
        var service = problem.Network.Services[clinic.Service];
        var wished = StartsOf(clinic, day, out var allowed);
        firstOption.Add(optionRoom.Count);
        foreach (var room in roomsOf)
        foreach (var team in teamsOf)
        {
            if (!Array.TrueForAll(teams[team], member => people[member].Hubs[rooms[room].Hub]))
                continue;
            var before = grid.CellsFor(
                Needs.Longer(rooms[room].Model.TurnaroundBefore, service.TurnaroundBefore)
            );
            var after = grid.CellsFor(
                Needs.Longer(rooms[room].Model.TurnaroundAfter, service.TurnaroundAfter)
            );
            var starts = Starts(kind, clinic.Length, wished, allowed, room, team, before, after);
            if (starts.Starts.Length == 0)
                continue;
            optionBefore.Add(before);
            optionAfter.Add(after);
            AddOption(room, team, starts);
        }
        optionCount.Add(optionRoom.Count - firstOption[kind]);
    }

    private StartList Starts(
        int kind,
        int length,
        List<int> wished,
        CellSet allowed,
        int room,
        int team,
        int before,
        int after
    )
    {
        var place = rooms[room];
        var isBlocked = !place.Blocked.IsEmpty;
        if (!isBlocked && known.TryGetValue((kind, team, place.Hub, place.Open), out var list))
            return list;
        var free = allowed.And(place.Open);
        foreach (var member in teams[team])
            free = free.And(people[member].Available);
        var cells = new CellSet(grid.Words);
        foreach (var start in wished)
            if (
                free.HasAll(start, start + length)
                && !(isBlocked && IsBlocked(place.Blocked, start, length, before, after))
            )
                cells.Add(start, start + 1);
        if (!distinct.TryGetValue(cells, out list))
            distinct[cells] = list = new StartList([.. wished.Where(start => cells[start])], cells);
        if (!isBlocked)
            known[(kind, team, place.Hub, place.Open)] = list;
        return list;
    }

    private bool IsBlocked(CellSet blocked, int start, int length, int before, int after)
    {
        var day = grid.DayOf[start];
        return blocked.HasAny(
            Math.Max(start - before, grid.FirstCell(day)),
            Math.Min(start + length + after, grid.FirstCell(day + 1))
        );
    }

    /// <summary>The cells a clinic's sessions may start at, and all cells they may be on, rooms and people not yet asked.</summary>
    private List<int> StartsOf(DenseClinic clinic, int onlyDay, out CellSet allowed)
    {
        var model = clinic.Model!;
        var every = Math.Max(grid.MinutesPerCell, (int)model.StartEvery.TotalMinutes);
        var starts = new List<int>();
        allowed = new CellSet(grid.Words);
        for (var day = 0; day < TimeGrid.Days; day++)
        {
            if (onlyDay >= 0 && onlyDay != day)
                continue;
            var windows = AllowedTimes.Windows(problem.Network, model, grid.Date(day)).ToArray();
            foreach (var window in windows)
                allowed.Add(
                    grid.CellUp(day, TimeGrid.Minutes(window.Start)),
                    grid.CellDown(day, TimeGrid.EndMinutes(window.End))
                );
            for (
                var cell = grid.FirstCell(day);
                cell + clinic.Length <= grid.FirstCell(day + 1);
                cell++
            )
                if (
                    AllowedTimes.MayStart(windows, grid.MinuteOf(cell), every)
                    && allowed.HasAll(cell, cell + clinic.Length)
                )
                    starts.Add(cell);
        }
        return starts;
    }

    private int[] RoomsOf(Clinic clinic, DenseClinic dense)
    {
        var service = problem.Network.Services[dense.Service];
        var seatsAreSoft = Weights.Of(problem, Seats.Id) > 0;
        return
        [
            .. Enumerable
                .Range(0, rooms.Length)
                .Where(r =>
                    clinic.Hubs.IsEmpty
                    || clinic.Hubs.Any(hub =>
                        HubIndex.TryGetValue(hub, out var h) && h == rooms[r].Hub
                    )
                )
                .Where(r =>
                    RoomSuits.Objection(service, clinic, rooms[r].Model, seatsAreSoft) is null
                ),
        ];
    }

    private int[] TeamsOf(Clinic clinic, DenseClinic dense)
    {
        var choices = clinic
            .Clinicians.Select(need =>
                Needs
                    .People(problem.Network, clinic, need)
                    .Select(person => PersonIndex[person.Id])
                    .ToArray()
            )
            .ToArray();
        IEnumerable<int[]> combinations =
        [
            [],
        ];
        foreach (var choice in choices)
            combinations = combinations.SelectMany(team =>
                choice
                    .Where(person => !team.Contains(person))
                    .Select(person => (int[])[.. team, person])
            );
        var all = combinations.Select(TeamIndex).Distinct().ToArray();
        if (all.Length <= MostTeams)
            return all;
        dense.TeamsAreSampled = true;
        return
        [
            .. Enumerable.Range(0, MostTeams).Select(i => all[(long)i * all.Length / MostTeams]),
        ];
    }

    private int TeamIndex(int[] members)
    {
        Array.Sort(members);
        var key = string.Join(',', members);
        if (!teamIndex.TryGetValue(key, out var team))
        {
            teamIndex[key] = team = teams.Count;
            teams.Add(members);
        }
        return team;
    }
}
