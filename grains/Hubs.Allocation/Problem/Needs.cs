using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>What a session needs when its clinic and its service both have something to say.</summary>
internal static class Needs
{
    /// <summary>People in the room at once: those expected and those who run it, or what clinic or service ask for if more.</summary>
    public static int Seats(Service service, Clinic clinic) =>
        Math.Max(
            Math.Max(service.Room.Capacity, clinic.Room.Capacity),
            clinic.Attendance + clinic.Clinicians.Length
        );

    /// <summary>Equipment of service and clinic; of a kind both name, the larger count.</summary>
    public static ImmutableArray<EquipmentNeed> Equipment(Service service, Clinic clinic) =>
        [
            .. service
                .Equipment.Concat(clinic.Equipment)
                .GroupBy(need => need.Equipment)
                .Select(same => new EquipmentNeed(same.Key, same.Max(need => need.Count))),
        ];

    public static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    public static bool TypeSuits(Service service, Clinic clinic, Room room) =>
        (service.Room.Types.IsEmpty || service.Room.Types.Contains(room.Type))
        && (clinic.Room.Types.IsEmpty || clinic.Room.Types.Contains(room.Type));

    public static IEnumerable<string> MissingFeatures(Service service, Clinic clinic, Room room) =>
        service.Room.Features.Concat(clinic.Room.Features).Distinct().Except(room.Features);

    public static bool MayUse(Clinic clinic, Room room) =>
        room.OnlyFor.IsEmpty || room.OnlyFor.Contains(clinic.Organisation);

    /// <summary>The people who may meet one need of a clinic.</summary>
    public static IEnumerable<Clinician> People(
        Network network,
        Clinic clinic,
        ClinicianNeed need
    ) =>
        network.Clinicians.Where(person =>
            person.Competences.Contains(clinic.Service)
            && (
                need.AnyOf.IsEmpty
                    ? person.Organisation == clinic.Organisation
                    : need.AnyOf.Contains(person.Id)
            )
        );
}
