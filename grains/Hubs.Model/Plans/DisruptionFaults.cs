using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>What is wrong with a disruption before it can be repaired: by field, in sentences.</summary>
public static class DisruptionFaults
{
    public static ImmutableArray<(string Field, string Sentence)> Of(
        Disruption what,
        Network network,
        IsoWeek week
    ) =>
        [
            .. (
                what.Kind switch
                {
                    DisruptionKind.RoomClosed => Room(what, network),
                    DisruptionKind.HubClosed => Hub(what, network),
                    DisruptionKind.ClinicianAway => network.Clinicians.Any(c =>
                        c.Id == what.Clinician
                    )
                        ? []
                        : [("clinician", "Choose a clinician")],
                    DisruptionKind.EquipmentBroken => Equipment(what, network),
                    _ => network.Clinics.Any(c => c.Id == what.Clinic)
                        ? []
                        : [("clinic", "Choose a clinic")],
                }
            ),
            .. Dates(what, week),
        ];

    private static IEnumerable<(string, string)> Hub(Disruption what, Network network) =>
        what.Hub is { } hub && network.FindHub(hub) is not null ? [] : [("hub", "Choose a hub")];

    private static IEnumerable<(string, string)> Room(Disruption what, Network network) =>
        what.Hub is { } hub
        && what.Room is { } room
        && network.FindHub(hub)?.FindRoom(room) is not null
            ? []
            : [("room", "Choose a room of the hub")];

    private static IEnumerable<(string, string)> Equipment(Disruption what, Network network) =>
        what.Hub is { } hub
        && network.FindHub(hub)?.Equipment.Any(item => item.Equipment == what.Equipment) is true
            ? []
            : [("equipment", "Choose equipment of the hub")];

    private static IEnumerable<(string, string)> Dates(Disruption what, IsoWeek week)
    {
        if (what.From is { } from && IsoWeek.Of(from) != week)
            yield return ("from", "Choose a day of this week");
        if (what.To is { } to && (what.From is not { } first || to < first))
            yield return ("to", "The last day must not be before the first");
        if (what.Count is < 0 or > 100)
            yield return ("count", "Enter a number from 0 to 100");
        if (what.Reason.Length > 200)
            yield return ("reason", "The reason must be 200 characters or fewer");
    }
}
