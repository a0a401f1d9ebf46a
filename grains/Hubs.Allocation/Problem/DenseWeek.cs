using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// The week problem as numbers: sessions, clinics, rooms and people are indices, times are cells. Read once, never changed by the
/// search. Sessions of one clinic are neighbours in every session array.
/// </summary>
internal sealed record DenseWeek
{
    public required WeekProblem Problem { get; init; }

    public required TimeGrid Grid { get; init; }

    public required HubTable Hubs { get; init; }

    public required DenseRoom[] Rooms { get; init; }

    public required DensePerson[] People { get; init; }

    /// <summary>Who runs a session together: the members' indices, by team.</summary>
    public required int[][] Teams { get; init; }

    public required DenseClinic[] Clinics { get; init; }

    public required int PathwayCount { get; init; }

    public required SessionTable Sessions { get; init; }

    public required CandidateTable Candidates { get; init; }

    /// <summary>The sessions a search may place and move.</summary>
    public int[] Movable() =>
        [
            .. Enumerable
                .Range(0, Sessions.Count)
                .Where(s => !Sessions.IsFixed(s) && Candidates.OptionCount[Sessions.Kind[s]] > 0),
        ];
}

/// <summary>Hubs by index, and the cells it takes to get from one to another.</summary>
internal sealed record HubTable(Hub[] Hubs, int[,] Travel)
{
    public int Count => Hubs.Length;
}

/// <param name="Spaces">This room and every room that shares floor space with it.</param>
/// <param name="Open">When the hub and the room are open.</param>
/// <param name="Blocked">When nobody can use the room, not even for turnaround.</param>
internal sealed record DenseRoom(Room Model, int Hub, int[] Spaces, CellSet Open, CellSet Blocked);

/// <param name="Hubs">By hub: whether the person works there.</param>
/// <param name="Available">Availability less leave.</param>
/// <param name="LongestTravel">Cells between the two of the person's hubs that lie furthest apart.</param>
internal sealed record DensePerson(
    Clinician Model,
    bool[] Hubs,
    CellSet Available,
    int DailyMaximum,
    int LongestTravel
);

/// <summary>A clinic, or a session booked by hand that stands for a clinic of its own (<see cref="Model"/> null).</summary>
internal sealed record DenseClinic
{
    public required string Name { get; init; }

    public Clinic? Model { get; init; }

    public required int Service { get; init; }

    public required int Organisation { get; init; }

    /// <summary>Cells of one session.</summary>
    public required int Length { get; init; }

    public int[] Pathways { get; init; } = [];

    /// <summary>Everything the clinic and its service need moved in: kind of equipment and how many.</summary>
    public (EquipmentId Kind, int Count)[] Equipment { get; init; } = [];

    /// <summary>Seats a room must have, staff included.</summary>
    public int Seats { get; init; }

    public int MinimumDays { get; init; } = 1;

    public int MaximumPerDay { get; init; } = int.MaxValue;

    public int Priority { get; init; } = 3;

    /// <summary>More teams could form than are candidates.</summary>
    public bool TeamsAreSampled { get; set; }

    public int FirstSession { get; set; }

    public int SessionCount { get; set; }
}

/// <summary>What is fixed about each session, by session index. Fixed sessions have one candidate and never move.</summary>
internal sealed class SessionTable(int count)
{
    public int Count => count;

    public SessionId[] Id { get; } = new SessionId[count];

    public int[] Clinic { get; } = new int[count];

    /// <summary>Cells.</summary>
    public int[] Length { get; } = new int[count];

    /// <summary>Sessions of one kind have the same candidates.</summary>
    public int[] Kind { get; } = new int[count];

    public Session?[] Fixed { get; } = new Session?[count];

    /// <summary>The day a wanted session must be on; -1 for any.</summary>
    public int[] Day { get; } = new int[count];

    public bool IsFixed(int session) => Fixed[session] is not null;
}

/// <summary>
/// Every place the static rules leave to a kind of session. An option is a room and a team; with it come the cells a session may
/// start at there. Options of one kind are neighbours, ordered by room.
/// </summary>
internal sealed class CandidateTable
{
    public required int[] Room { get; init; }

    public required int[] Team { get; init; }

    public required int[] Hub { get; init; }

    public required int[][] Starts { get; init; }

    public required CellSet[] StartSet { get; init; }

    /// <summary>Cells of turnaround, the longer of the room's and the service's.</summary>
    public required int[] Before { get; init; }

    public required int[] After { get; init; }

    public required int[] FirstOption { get; init; }

    public required int[] OptionCount { get; init; }

    /// <summary>The first option of a kind in a room; -1 when the room is not for it. Others there follow.</summary>
    public int FirstInRoom(int kind, int room) => firstInRoom[kind * rooms + room] - 1;

    /// <summary>The options of a kind in one room; count 0 when the room is not for it.</summary>
    public (int First, int Count) InRoom(int kind, int room)
    {
        var first = FirstInRoom(kind, room);
        var end = first;
        while (end >= 0 && end < EndOf(kind) && Room[end] == room)
            end++;
        return (first, end - first);
    }

    /// <summary>An option of a kind in a room, with the team of another option where there is a choice; -1 for none.</summary>
    public int OptionFor(int kind, int room, int present)
    {
        var first = FirstInRoom(kind, room);
        if (first < 0)
            return -1;
        var team = Team[present];
        var end = EndOf(kind);
        for (var option = first; option < end && Room[option] == room; option++)
            if (Team[option] == team)
                return option;
        return first;
    }

    public int EndOf(int kind) => FirstOption[kind] + OptionCount[kind];

    /// <summary>How many places a session of the kind has: options times their starts.</summary>
    public int PlacesOf(int kind) =>
        Enumerable.Range(FirstOption[kind], OptionCount[kind]).Sum(option => Starts[option].Length);

    /// <summary>Plus one, so that 0 is none.</summary>
    private int[] firstInRoom = [];
    private int rooms;

    public CandidateTable WithRooms(int count)
    {
        rooms = count;
        firstInRoom = new int[FirstOption.Length * rooms];
        for (var kind = 0; kind < FirstOption.Length; kind++)
        for (var option = EndOf(kind) - 1; option >= FirstOption[kind]; option--)
            firstInRoom[kind * rooms + Room[option]] = option + 1;
        return this;
    }
}
