using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>One hub's day as screens show it. No field of it identifies a resident.</summary>
public sealed record Board
{
    public required HubId Hub { get; init; }

    public required string HubName { get; init; }

    public required DateOnly Date { get; init; }

    public required long Version { get; init; }

    public ImmutableArray<TimeWindow> Open { get; init; } = [];

    public ImmutableArray<BoardRoom> Rooms { get; init; } = [];

    public ImmutableArray<BoardSession> Sessions { get; init; } = [];

    public ImmutableArray<BoardWalkIn> WalkIns { get; init; } = [];
}

public sealed record BoardRoom(
    RoomId Id,
    string Name,
    RoomType Type,
    RoomState State,
    double WalkFromEntrance,
    bool IsStepFree,
    ImmutableArray<RoomBlock> Blocks
);

/// <summary>A published session with its slots. <see cref="IsCancelled"/> ones are sent so that screens can say so.</summary>
public sealed record BoardSession(
    SessionId Id,
    ServiceId Service,
    string ServiceName,
    string PublicName,
    bool IsPublic,
    OrganisationId Organisation,
    RoomId Room,
    string RoomName,
    TimeWindow Window,
    ImmutableArray<ClinicianId> Clinicians,
    ImmutableArray<string> ClinicianNames,
    bool IsCancelled,
    int Sequence,
    int Booked,
    int Arrived,
    int InProgress,
    int Orphaned,
    ImmutableArray<BoardSlot> Slots
);

/// <summary><see cref="Free"/> places of <see cref="Capacity"/>; held ones are not free.</summary>
public sealed record BoardSlot(TimeOnly Start, TimeOnly End, int Capacity, int Free);

public sealed record BoardWalkIn(
    TicketId Id,
    string Number,
    string ServiceName,
    DateTimeOffset ArrivedAt,
    WalkInStatus Status
);

/// <summary>
/// What one or more saved commands changed: rows to put in place of those with the same id. From version <see cref="From"/> (exclusive) to
/// <see cref="To"/> (inclusive); whoever is not at <see cref="From"/> has missed something and fetches the whole board.
/// </summary>
public sealed record BoardChange(
    HubId Hub,
    DateOnly Date,
    long From,
    long To,
    ImmutableArray<BoardRoom> Rooms,
    ImmutableArray<BoardSession> Sessions,
    ImmutableArray<BoardWalkIn> WalkIns
);
