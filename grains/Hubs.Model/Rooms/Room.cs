using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<RoomType>))]
public enum RoomType
{
    MinorOperations,
    Treatment,
    Examination,
    Consulting,
    Interview,
    Group,
    Therapy,
    PhlebotomyBay,
    ImagingDock,
    Meeting,
    Office,
}

/// <summary>A bookable place in one hub.</summary>
public sealed record Room
{
    public required RoomId Id { get; init; }

    public required string Name { get; init; }

    public required RoomType Type { get; init; }

    /// <summary>Square metres.</summary>
    public double Area { get; init; }

    /// <summary>People, staff included.</summary>
    public required int Capacity { get; init; }

    /// <summary>Words from the network's list: "couch", "sink", "step-free", "hoist", "dark-room", ...</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    public RoomPosition Position { get; init; }

    public TimeSpan TurnaroundBefore { get; init; }

    public TimeSpan TurnaroundAfter { get; init; }

    /// <summary>Rooms that share floor space with this one: a divisible hall AB lists A and B. Always mutual.</summary>
    public ImmutableArray<RoomId> LinkedRooms { get; init; } = [];

    public OrganisationId? Owner { get; init; }

    /// <summary>Organisations that may use the room; empty means all.</summary>
    public ImmutableArray<OrganisationId> OnlyFor { get; init; } = [];

    /// <summary>When the room itself may be used, within the hub's hours; empty means whenever the hub is open.</summary>
    public ImmutableArray<WeeklyWindow> Hours { get; init; } = [];

    public bool SharesSpaceWith(RoomId other) => Id == other || LinkedRooms.Contains(other);
}

/// <summary>Metres east and north of the hub's entrance, and the floor (0 = ground).</summary>
public readonly record struct RoomPosition(double X, double Y, int Floor)
{
    /// <summary>Metres a person walks from the entrance: along corridors, and 25 for each floor by lift.</summary>
    public double WalkFromEntrance => Math.Abs(X) + Math.Abs(Y) + 25 * Math.Abs(Floor);
}

/// <summary>How many of one kind of movable equipment a hub has.</summary>
public sealed record EquipmentStock(EquipmentId Equipment, string Name, int Count);
