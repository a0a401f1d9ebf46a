using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Bench;

/// <summary>
/// A network several times over, as one: each copy has hubs, rooms, people and clinics of its own. So that the copies hang together, every
/// twentieth clinician of one also works at the same hub of the next.
/// </summary>
internal static class CopiedNetwork
{
    private const int OneIn = 20;

    public static Network Of(Network one, int copies)
    {
        if (copies <= 1)
            return one;
        var all = Enumerable.Range(0, copies).ToArray();
        return one with
        {
            Hubs = [.. all.SelectMany(n => one.Hubs.Select(hub => Copy(hub, n)))],
            Travel =
            [
                .. all.SelectMany(n =>
                    one.Travel.Select(t => new TravelTime(Copy(t.From, n), Copy(t.To, n), t.Time))
                ),
            ],
            Clinicians =
            [
                .. all.SelectMany(n =>
                    one.Clinicians.Select(
                        (person, i) => Copy(person, n, i % OneIn == 0 ? (n + 1) % copies : n)
                    )
                ),
            ],
            Clinics = [.. all.SelectMany(n => one.Clinics.Select(clinic => Copy(clinic, n)))],
            Pathways =
            [
                .. all.SelectMany(n =>
                    one.Pathways.Select(pathway =>
                        pathway with
                        {
                            Id = new PathwayId(Named(pathway.Id.Value, n)),
                            Clinics = [.. pathway.Clinics.Select(id => Copy(id, n))],
                        }
                    )
                ),
            ],
        };
    }

    private static Hub Copy(Hub hub, int n) =>
        hub with
        {
            Id = Copy(hub.Id, n),
            Rooms =
            [
                .. hub.Rooms.Select(room =>
                    room with
                    {
                        Id = Copy(room.Id, n),
                        LinkedRooms = [.. room.LinkedRooms.Select(id => Copy(id, n))],
                    }
                ),
            ],
        };

    private static Clinician Copy(Clinician person, int n, int alsoIn) =>
        person with
        {
            Id = Copy(person.Id, n),
            HomeHub = Copy(person.HomeHub, n),
            Hubs =
            [
                .. person
                    .Hubs.Select(id => Copy(id, n))
                    .Append(Copy(person.HomeHub, alsoIn))
                    .Distinct(),
            ],
        };

    private static Clinic Copy(Clinic clinic, int n) =>
        clinic with
        {
            Id = Copy(clinic.Id, n),
            Hubs = [.. clinic.Hubs.Select(id => Copy(id, n))],
            PreferredRooms = [.. clinic.PreferredRooms.Select(id => Copy(id, n))],
            Clinicians =
            [
                .. clinic.Clinicians.Select(need =>
                    need with
                    {
                        AnyOf = [.. need.AnyOf.Select(id => Copy(id, n))],
                    }
                ),
            ],
        };

    private static HubId Copy(HubId id, int n) => new(Named(id.Value, n));

    private static RoomId Copy(RoomId id, int n) => new(Named(id.Value, n));

    private static ClinicianId Copy(ClinicianId id, int n) => new(Named(id.Value, n));

    private static ClinicId Copy(ClinicId id, int n) => new(Named(id.Value, n));

    private static string Named(string id, int n) => $"{id}-{n + 1}";
}
