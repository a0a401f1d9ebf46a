using System.Collections.Immutable;

namespace Hubs.Allocation;

/// <summary>What each rule wants, in a sentence: a hard rule's is also what a plan that keeps it says.</summary>
internal static class RuleSentences
{
    public static readonly ImmutableArray<RuleDescription> All =
    [
        Hard(
            RoomClash.Id,
            "No room, nor one that shares its space, holds two sessions at once, turnaround included"
        ),
        Hard(
            ClinicianClash.Id,
            "Nobody is in two places at once, and everybody has time to travel between hubs"
        ),
        Hard(PathwayClash.Id, "Clinics that the same people attend are never on at the same time"),
        Hard(
            RoomSuits.Id,
            "Every room has the type, features and seats its session needs, and the organisation may use it"
        ),
        Hard(
            RoomOpen.Id,
            "Every session is within the hours of its hub and room, and in no blocked room"
        ),
        Hard(
            ClinicianAvailable.Id,
            "Everybody is competent, works at that hub, is available and not on leave"
        ),
        Hard(DailyMaximum.Id, "Nobody has more session time in a day than their daily maximum"),
        Hard(
            MinimumRest.Id,
            "Everybody has the minimum rest between the last session of a day and the first of the next"
        ),
        Hard(
            AllowedTimes.Id,
            "Every session is on its date and within the times its clinic allows"
        ),
        Hard(SessionsPerDay.Id, "No clinic has more sessions in a day than it allows"),
        Hard(EquipmentStock.Id, "No hub needs more of any equipment at one time than it has"),
        Hard(
            ServiceMixMaximum.Id,
            "No hub has more sessions of a service than its service mix allows"
        ),
        Hard(
            Verification.FixedId,
            "Every fixed session is where it was, and no session is placed twice"
        ),
        Soft(
            ServiceMixMinimum.Id,
            "Each hub has at least the minimum of its service mix; a missing session costs this"
        ),
        Soft(
            ServiceMixTarget.Id,
            "Each hub has what its service mix aims at; a missing session costs this"
        ),
        Soft(
            Spread.Id,
            "Each clinic is on as many weekdays as it asks for; a missing day costs this"
        ),
        Soft(
            Compactness.Id,
            "People find the next session of their pathway within half an hour; a session on its own costs this"
        ),
        Soft(
            PreferredTimes.Id,
            "Clinics are at the times they prefer; a session outside them costs this"
        ),
        Soft(
            PreferredRooms.Id,
            "Clinics are in the rooms they prefer; a session elsewhere costs this"
        ),
        Soft(
            RoomStability.Id,
            "A clinic keeps to one room in the week; each further room costs this"
        ),
        Soft(
            RoomFit.Id,
            "Large rooms are left to large groups; each seat beyond twice the need costs this"
        ),
        Soft(
            Familiar.Id,
            "The week is like the published one; each change of time, room or people costs this"
        ),
        Soft(
            Kept.Id,
            "In a repair, sessions stay where they are published; what each change costs depends on what is asked for, times this"
        ),
        Soft(HubChanges.Id, "Clinicians stay in one hub for the day; each further hub costs this"),
        Soft(
            Fairness.Id,
            "Organisations share the times outside 09:00-17:00 on weekdays; an organisation with them alone pays about this for each"
        ),
        Soft(
            WalkInSlack.Id,
            "Consulting, examination and treatment rooms are at most 85 % full; each room-hour beyond costs this"
        ),
        Soft(
            Seats.Id,
            "Off: a room without enough seats is refused. With a weight it is allowed, and each missing seat costs this"
        ),
    ];

    private static RuleDescription Hard(string rule, string sentence) =>
        new(rule, IsHard: true, null, sentence);

    private static RuleDescription Soft(string rule, string sentence) =>
        new(rule, IsHard: false, Weights.DefaultOf(rule), sentence)
        {
            IsPerHub = Weights.OfHubs.Contains(rule),
        };
}
