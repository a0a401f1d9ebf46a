using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

    /// <summary>What a clinician has between the sessions of one day and those of the next; null for <see cref="UsualRest"/>.</summary>
    public TimeSpan? MinimumRest { get; init; }

    /// <summary>Eleven hours in each day of work: Working Time Regulations 1998, regulation 10.</summary>
    public static readonly TimeSpan UsualRest = TimeSpan.FromHours(11);

    [JsonIgnore]
    public TimeSpan Rest => MinimumRest ?? UsualRest;

    public Hub? FindHub(HubId id) => Hubs.FirstOrDefault(hub => hub.Id == id);

    public Network WithHubWeights(HubId hub, ImmutableArray<RuleWeight> weights) =>
        this with
        {
            Hubs = [.. Hubs.Select(h => h.Id == hub ? h with { Weights = weights } : h)],
        };

    public Network WithServiceMix(HubId hub, ImmutableArray<ServiceTarget> mix) =>
        this with
        {
            Hubs = [.. Hubs.Select(h => h.Id == hub ? h with { ServiceMix = mix } : h)],
        };
}
