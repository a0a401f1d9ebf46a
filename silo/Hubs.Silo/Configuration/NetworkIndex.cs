using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>The network by id. Of things that share an id the first counts; the check of ids reports the others.</summary>
internal sealed class NetworkIndex(Network network)
{
    public Dictionary<OrganisationId, Organisation> Organisations { get; } =
        First(network.Organisations, o => o.Id);

    public Dictionary<ServiceId, Service> Services { get; } = First(network.Services, s => s.Id);

    public Dictionary<HubId, Hub> Hubs { get; } = First(network.Hubs, h => h.Id);

    public Dictionary<RoomId, (Hub Hub, Room Room)> Rooms { get; } =
        First(network.Hubs.SelectMany(h => h.Rooms.Select(r => (Hub: h, Room: r))), p => p.Room.Id);

    public Dictionary<ClinicianId, Clinician> Clinicians { get; } =
        First(network.Clinicians, c => c.Id);

    public Dictionary<ClinicId, Clinic> Clinics { get; } = First(network.Clinics, c => c.Id);

    public HashSet<EquipmentId> Equipment { get; } =
    [.. network.Hubs.SelectMany(h => h.Equipment).Select(e => e.Equipment)];

    public HashSet<string> Features { get; } = [.. network.Features];

    /// <summary>The hubs of a clinic that exist.</summary>
    public ImmutableArray<Hub> HubsOf(Clinic clinic) =>
        [.. clinic.Hubs.Distinct().Where(Hubs.ContainsKey).Select(id => Hubs[id])];

    /// <summary>Who could fill one of the clinic's places: the people named, or anyone of its organisation competent in its service.</summary>
    public IEnumerable<Clinician> Candidates(Clinic clinic, ClinicianNeed need)
    {
        var people = need.AnyOf.IsEmpty
            ? Clinicians.Values.Where(c => c.Organisation == clinic.Organisation)
            : need.AnyOf.Where(Clinicians.ContainsKey).Select(id => Clinicians[id]);
        return people.Where(c =>
            c.Competences.Contains(clinic.Service) && c.Hubs.Intersect(clinic.Hubs).Any()
        );
    }

    private static Dictionary<TKey, T> First<TKey, T>(IEnumerable<T> items, Func<T, TKey> key)
        where TKey : notnull => items.GroupBy(key).ToDictionary(g => g.Key, g => g.First());
}
