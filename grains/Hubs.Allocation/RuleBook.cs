using System.Collections.Immutable;

namespace Hubs.Allocation;

/// <summary>The contents page of the rules. A rule that has nothing to watch in a problem, or weighs nothing, leaves itself out.</summary>
internal static class RuleBook
{
    /// <summary>Decide which candidates exist: <see cref="CandidateReader"/>.</summary>
    public static readonly ImmutableArray<string> Static =
    [
        RoomSuits.Id,
        RoomOpen.Id,
        ClinicianAvailable.Id,
        AllowedTimes.Id,
    ];

    /// <summary>In the order they are asked: cheap and often broken first.</summary>
    public static readonly ImmutableArray<Func<Timetable, HardRule?>> Hard =
    [
        RoomClash.In,
        PathwayClash.In,
        ClinicianClash.In,
        DailyMaximum.In,
        MinimumRest.In,
        SessionsPerDay.In,
        EquipmentStock.In,
        ServiceMixMaximum.In,
    ];

    /// <summary>Soft rules of one session alone, folded into cost tables.</summary>
    public static readonly ImmutableArray<Func<Timetable, PlaceRule?>> Places =
    [
        Seats.In,
        RoomFit.In,
        PreferredTimes.In,
        PreferredRooms.In,
    ];

    /// <summary>Soft rules between sessions.</summary>
    public static readonly ImmutableArray<Func<Timetable, SoftRule?>> Soft =
    [
        Spread.In,
        RoomStability.In,
        Compactness.In,
        ServiceMixMinimum.In,
        ServiceMixTarget.In,
        Familiar.In,
        Kept.In,
        Fairness.In,
        WalkInSlack.In,
        HubChanges.In,
    ];
}
