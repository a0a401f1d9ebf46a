using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>What the diary must know of its hub to keep the rules by itself: the building on that date.</summary>
public sealed record HubDay
{
    public required HubId Hub { get; init; }

    public required string HubName { get; init; }

    public required DateOnly Date { get; init; }

    public ImmutableArray<TimeWindow> Open { get; init; } = [];

    public ImmutableArray<Room> Rooms { get; init; } = [];

    public ImmutableArray<EquipmentStock> Equipment { get; init; } = [];

    public static HubDay Of(Hub hub, DateOnly date) =>
        new()
        {
            Hub = hub.Id,
            HubName = hub.Name,
            Date = date,
            Open = hub.OpenOn(date),
            Rooms = hub.Rooms,
            Equipment = hub.Equipment,
        };
}

[JsonConverter(typeof(KebabEnumConverter<RoomState>))]
public enum RoomState
{
    Ready,
    InUse,
    NeedsCleaning,
    OutOfUse,
}
