using System.Collections.Immutable;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary><see cref="ToldVersion"/>: the version every clinician has been told; behind <see cref="Version"/> while telling is under way.</summary>
public sealed record NetworkState(Network Network, long Version, long ToldVersion)
{
    /// <summary>Oldest first, the newest <see cref="NetworkGrain.ChangesKept"/>.</summary>
    public ImmutableArray<NetworkChange> Changes { get; init; } = [];
}

public sealed class NetworkGrain(
    TimeProvider clock,
    [PersistentState("network", "hubs")] IPersistentState<NetworkState> state
) : Grain, INetworkGrain
{
    public const int ChangesKept = 100;

    private static readonly Task<NetworkVersion?> NothingNew = Task.FromResult<NetworkVersion?>(
        null
    );

    private NetworkVersion _inForce = new(new Network(), 0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!state.RecordExists)
            return;
        _inForce = new NetworkVersion(state.State.Network, state.State.Version);
        if (state.State.ToldVersion < state.State.Version)
            await TellClinicians();
    }

    public Task<NetworkVersion> Get() => Task.FromResult(_inForce);

    public Task<NetworkVersion?> After(long version) =>
        version == _inForce.Version ? NothingNew : Task.FromResult<NetworkVersion?>(_inForce);

    public async Task<NetworkAnswer> Configure(Network network, long expectedVersion, Actor by)
    {
        if (expectedVersion != _inForce.Version)
            return Refused(NetworkRefusals.ChangedMeanwhile(expectedVersion, _inForce.Version));
        if (Same(network, _inForce.Network))
            return new NetworkAnswer(_inForce.Version, null);
        await Save(network, by, "The configuration was loaded or edited");
        await TellClinicians();
        return new NetworkAnswer(_inForce.Version, null);
    }

    public Task<NetworkAnswer> SetServiceMix(
        HubId hub,
        ImmutableArray<ServiceTarget> mix,
        long expectedVersion,
        Actor by
    ) =>
        Edit(
            expectedVersion,
            by,
            network => NetworkRefusals.OfMix(network, hub, mix),
            network =>
                (network.WithServiceMix(hub, mix), $"Service mix of {network.FindHub(hub)!.Name}")
        );

    public Task<ImmutableArray<WeighedRule>> Rules() =>
        Task.FromResult<ImmutableArray<WeighedRule>>([
            .. Allocator.Rules.Select(rule => new WeighedRule(
                rule.Rule,
                rule.IsHard,
                rule.DefaultWeight,
                _inForce.Network.Weights.FirstOrDefault(w => w.Rule == rule.Rule)?.Weight
                    ?? rule.DefaultWeight,
                rule.Sentence
            )
            {
                IsPerHub = rule.IsPerHub,
                AtHubs =
                [
                    .. _inForce.Network.Hubs.SelectMany(hub =>
                        hub.Weights.Where(own => own.Rule == rule.Rule)
                            .Select(own => new HubWeight(hub.Id, own.Weight))
                    ),
                ],
            }),
        ]);

    public Task<NetworkAnswer> SetWeights(
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    ) =>
        Edit(
            expectedVersion,
            by,
            network => NetworkRefusals.OfWeights(weights, Soft(rule => true)),
            network =>
                (
                    network with
                    {
                        Weights = weights,
                    },
                    $"Weights of all hubs: {Words(network.Weights, weights)}"
                )
        );

    public Task<NetworkAnswer> SetHubWeights(
        HubId hub,
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    ) =>
        Edit(
            expectedVersion,
            by,
            network =>
                NetworkRefusals.UnknownHub(network, hub)
                ?? NetworkRefusals.OfWeights(weights, Soft(rule => rule.IsPerHub)),
            network =>
                (
                    network.WithHubWeights(hub, weights),
                    $"Weights of {network.FindHub(hub)!.Name}: {Words(network.FindHub(hub)!.Weights, weights)}"
                )
        );

    public Task<ImmutableArray<NetworkChange>> Changes() =>
        Task.FromResult<ImmutableArray<NetworkChange>>([
            .. (state.RecordExists ? state.State.Changes : []).Reverse(),
        ]);

    private static ImmutableArray<string> Soft(Func<RuleDescription, bool> isMeant) =>
        [.. Allocator.Rules.Where(rule => !rule.IsHard && isMeant(rule)).Select(rule => rule.Rule)];

    /// <summary>What differs: "spread 7, room-fit as usual".</summary>
    private static string Words(
        ImmutableArray<RuleWeight> before,
        ImmutableArray<RuleWeight> after
    ) =>
        string.Join(
            ", ",
            after
                .Except(before)
                .Select(own => FormattableString.Invariant($"{own.Rule} {own.Weight}"))
                .Concat(
                    before
                        .Where(own => after.All(now => now.Rule != own.Rule))
                        .Select(own => $"{own.Rule} as usual")
                )
                .DefaultIfEmpty("nothing changed")
        );

    /// <param name="fault">What is wrong with the edit, or null.</param>
    /// <param name="change">The network after it, and what was done in words.</param>
    private async Task<NetworkAnswer> Edit(
        long expectedVersion,
        Actor by,
        Func<Network, Refusal?> fault,
        Func<Network, (Network After, string What)> change
    )
    {
        if (expectedVersion != _inForce.Version)
            return Refused(NetworkRefusals.ChangedMeanwhile(expectedVersion, _inForce.Version));
        if (fault(_inForce.Network) is { } refusal)
            return Refused(refusal);
        var (after, what) = change(_inForce.Network);
        await Save(after, by, what);
        return new NetworkAnswer(_inForce.Version, null);
    }

    private NetworkAnswer Refused(Refusal refusal) => new(_inForce.Version, refusal);

    private async Task Save(Network network, Actor by, string what)
    {
        var previous = state.RecordExists ? state.State : null;
        var version = _inForce.Version + 1;
        state.State = new NetworkState(network, version, previous?.ToldVersion ?? 0)
        {
            Changes =
            [
                .. (previous?.Changes ?? []).TakeLast(ChangesKept - 1),
                new NetworkChange(version, clock.GetUtcNow(), by, what),
            ],
        };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Whether it was saved is unknown: what is on disk decides, not what this activation believes.
            DeactivateOnIdle();
            throw;
        }
        _inForce = new NetworkVersion(network, state.State.Version);
    }

    private async Task TellClinicians()
    {
        var (network, version) = (_inForce.Network, _inForce.Version);
        var names = network.Hubs.ToImmutableDictionary(hub => hub.Id, hub => hub.Name);
        foreach (var group in network.Clinicians.Chunk(16))
        {
            var answers = await Task.WhenAll(
                group.Select(clinician =>
                    GrainFactory
                        .Clinician(clinician.Id)
                        .Configure(
                            new ConfigureClinician(
                                new CommandInfo(
                                    new CommandId($"network-{version}"),
                                    "configure",
                                    new Actor(Role.System, "configuration")
                                ),
                                clinician,
                                network.Travel
                            )
                            {
                                HubNames = names,
                            }
                        )
                )
            );
            if (answers.FirstOrDefault(answer => answer.IsRefused) is { Refusal: { } refusal })
                throw new InvalidOperationException(
                    $"A clinician refused the configuration: {refusal.Sentence}"
                );
        }
        state.State = state.State with { ToldVersion = version };
        await state.WriteStateAsync();
    }

    private static bool Same(Network one, Network other) =>
        JsonSerializer
            .SerializeToUtf8Bytes(one, HubsJson.Default.Network)
            .AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, HubsJson.Default.Network));
}
