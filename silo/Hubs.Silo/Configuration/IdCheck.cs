using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Every id names one thing.</summary>
internal static class IdCheck
{
    public static IEnumerable<Finding> Run(Network network) =>
        [
            .. Repeated(network.Organisations, "organisation", o => o.Id.Value),
            .. Repeated(network.Services, "service", s => s.Id.Value),
            .. Repeated(network.Hubs, "hub", h => h.Id.Value),
            .. Repeated(network.Hubs.SelectMany(h => h.Rooms), "room", r => r.Id.Value),
            .. Repeated(network.Clinicians, "clinician", c => c.Id.Value),
            .. Repeated(network.Clinics, "clinic", c => c.Id.Value),
            .. Repeated(network.Pathways, "pathway", p => p.Id.Value),
            .. network.Hubs.SelectMany(h =>
                Repeated(h.Equipment, "kind of equipment", e => e.Equipment.Value, "equipment")
            ),
            .. network.Hubs.SelectMany(h =>
                Repeated(h.ServiceMix, "service of the mix", t => t.Service.Value, "service")
            ),
        ];

    private static IEnumerable<Finding> Repeated<T>(
        IEnumerable<T> items,
        string noun,
        Func<T, string?> id,
        string property = "id"
    )
        where T : class =>
        items
            .Where(item => id(item) is not null)
            .GroupBy(item => id(item)!, StringComparer.Ordinal)
            .SelectMany(group =>
                group
                    .Skip(1)
                    .Select(item => new Finding(
                        item,
                        property,
                        group.Key,
                        $"'{group.Key}' is already the id of another {noun}: give each its own"
                    ))
            );
}
