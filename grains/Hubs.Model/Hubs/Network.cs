using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Everything that is configured: the hubs, what is offered, by whom and when. The allocator's world.</summary>
public sealed record Network
{
    /// <summary>The words a room's or a need's features may be: "couch", "sink", "dark-room", ...</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    public ImmutableArray<Organisation> Organisations { get; init; } = [];

    public ImmutableArray<Service> Services { get; init; } = [];

    public ImmutableArray<Hub> Hubs { get; init; } = [];

    public ImmutableArray<TravelTime> Travel { get; init; } = [];

    public ImmutableArray<Clinician> Clinicians { get; init; } = [];

    public ImmutableArray<Clinic> Clinics { get; init; } = [];

    public ImmutableArray<Pathway> Pathways { get; init; } = [];

    /// <summary>Rules of the allocator that weigh something else here than by default, by name.</summary>
    public ImmutableArray<RuleWeight> Weights { get; init; } = [];

    public Hub? FindHub(HubId id) => Hubs.FirstOrDefault(hub => hub.Id == id);

    public Network WithServiceMix(HubId hub, ImmutableArray<ServiceTarget> mix) =>
        this with
        {
            Hubs = [.. Hubs.Select(h => h.Id == hub ? h with { ServiceMix = mix } : h)],
        };
}
