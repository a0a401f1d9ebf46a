using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>The whole configuration: one grain, key <see cref="Key"/>.</summary>
public interface INetworkGrain : IGrainWithStringKey
{
    const string Key = "network";

    /// <summary>The configuration in force. Cheap: the same immutable object until it changes.</summary>
    [ReadOnly]
    Task<NetworkVersion> Get();

    /// <summary>
    /// The configuration in force, or null when that is the version the caller has. For web nodes, which keep it: between processes the whole is some hundred KB.
    /// </summary>
    [ReadOnly]
    [ResponseTimeout("00:00:02")] // A silo that was killed answers nothing; the next question finds the grain elsewhere.
    Task<NetworkVersion?> After(long version);

    /// <summary>
    /// Puts a checked configuration in force: saved first, then told to every clinician. The same network again changes nothing.
    /// Refused "changed-meanwhile" when <paramref name="expectedVersion"/> is not the one in force.
    /// </summary>
    Task<NetworkAnswer> Configure(Network network, long expectedVersion, Actor by);

    /// <summary>Every rule of the allocator, hard ones first, with what it weighs now.</summary>
    [ReadOnly]
    Task<ImmutableArray<WeighedRule>> Rules();

    /// <summary>
    /// Replaces the weights of soft rules, for all hubs; a rule not named goes back to its default. Counts from the next allocation.
    /// Refused "changed-meanwhile", "unknown-rule", "weight-out-of-range", "rule-twice".
    /// </summary>
    Task<NetworkAnswer> SetWeights(
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    );

    /// <summary>
    /// Replaces the weights that one hub has of its own; a rule not named goes back to the network's weight. Counts from the next allocation.
    /// Refused "changed-meanwhile", "unknown-hub", "unknown-rule" (also for a rule that is not of one hub), "weight-out-of-range", "rule-twice".
    /// </summary>
    Task<NetworkAnswer> SetHubWeights(
        HubId hub,
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    );

    /// <summary>Who changed what of the configuration, the newest first; as many as are kept.</summary>
    [ReadOnly]
    Task<ImmutableArray<NetworkChange>> Changes();

    /// <summary>Replaces one hub's service mix. Refused when a service or hub is unknown, or minimum, target, maximum are out of order.</summary>
    Task<NetworkAnswer> SetServiceMix(
        HubId hub,
        ImmutableArray<ServiceTarget> mix,
        long expectedVersion,
        Actor by
    );
}
