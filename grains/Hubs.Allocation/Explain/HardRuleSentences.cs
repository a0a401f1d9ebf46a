using System.Collections.Immutable;

namespace Hubs.Allocation;

/// <summary>What a coordinator reads beside each hard rule that a plan keeps.</summary>
internal static class HardRuleSentences
{
    public static readonly ImmutableArray<(string Rule, string Promise)> All =
    [
        (
            RoomClash.Id,
            "No room, nor one that shares its space, holds two sessions at once, turnaround included"
        ),
        (
            ClinicianClash.Id,
            "Nobody is in two places at once, and everybody has time to travel between hubs"
        ),
        (PathwayClash.Id, "Clinics that the same people attend are never on at the same time"),
        (
            RoomSuits.Id,
            "Every room has the type, features and seats its session needs, and the organisation may use it"
        ),
        (
            RoomOpen.Id,
            "Every session is within the hours of its hub and room, and in no blocked room"
        ),
        (
            ClinicianAvailable.Id,
            "Everybody is competent, works at that hub, is available and not on leave"
        ),
        (DailyMaximum.Id, "Nobody has more session time in a day than their daily maximum"),
        (AllowedTimes.Id, "Every session is on its date and within the times its clinic allows"),
        (SessionsPerDay.Id, "No clinic has more sessions in a day than it allows"),
        (EquipmentStock.Id, "No hub needs more of any equipment at one time than it has"),
        (ServiceMixMaximum.Id, "No hub has more sessions of a service than its service mix allows"),
        (
            Verification.FixedId,
            "Every fixed session is where it was, and no session is placed twice"
        ),
    ];
}
