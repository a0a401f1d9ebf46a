using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>One centre: the building, its rooms, kit and hours, and the mix of services wanted there.</summary>
public sealed record Hub
{
    public required HubId Id { get; init; }

    /// <summary>What staff call it: "Tilbury and Chadwell".</summary>
    public required string Name { get; init; }

    /// <summary>What residents read over the door; null when that is the same.</summary>
    public string? PublicName { get; init; }

    public required Address Address { get; init; }

    /// <summary>How to get in and around, in plain sentences for residents.</summary>
    public string GettingHere { get; init; } = "";

    public string Telephone { get; init; } = "";

    /// <summary>From the national list: "step-free access", "induction loop", "accessible toilet", ...</summary>
    public ImmutableArray<string> Accessibility { get; init; } = [];

    /// <summary>When the building is open, by weekday.</summary>
    public ImmutableArray<WeeklyWindow> Hours { get; init; } = [];

    public ImmutableArray<Closure> Closures { get; init; } = [];

    public ImmutableArray<Room> Rooms { get; init; } = [];

    public ImmutableArray<EquipmentStock> Equipment { get; init; } = [];

    public ImmutableArray<ServiceTarget> ServiceMix { get; init; } = [];

    /// <summary>Soft rules that weigh something else here than in the network; only rules whose breaches happen at one hub.</summary>
    public ImmutableArray<RuleWeight> Weights { get; init; } = [];

    public Room? FindRoom(RoomId id) => Rooms.FirstOrDefault(room => room.Id == id);

    /// <summary>The windows in which the hub is open on a date, closures taken away, in order.</summary>
    public ImmutableArray<TimeWindow> OpenOn(DateOnly date)
    {
        if (Closures.Any(closure => closure.Covers(date)))
            return [];
        return
        [
            .. Hours
                .Where(h => h.Day == date.DayOfWeek)
                .Select(h => h.Window)
                .OrderBy(w => w.Start),
        ];
    }
}

public sealed record Address(string Line1, string Town, string Postcode);

/// <summary>The hub is shut for whole days, both ends included.</summary>
public sealed record Closure(DateOnly From, DateOnly To, string Reason)
{
    public bool Covers(DateOnly date) => From <= date && date <= To;
}

/// <summary>Sessions of a service wanted at a hub in a week: at least, best, at most.</summary>
public sealed record ServiceTarget(ServiceId Service, int Minimum, int Target, int Maximum);

/// <summary>How long it takes to get from one hub to another, either way.</summary>
public sealed record TravelTime(HubId From, HubId To, TimeSpan Time);
