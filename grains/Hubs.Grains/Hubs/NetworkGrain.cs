using System.Collections.Immutable;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary><see cref="ToldVersion"/>: the version every clinician has been told; behind <see cref="Version"/> while telling is under way.</summary>
public sealed record NetworkState(Network Network, long Version, long ToldVersion);

public sealed class NetworkGrain(
    [PersistentState("network", "hubs")] IPersistentState<NetworkState> state
) : Grain, INetworkGrain
{
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

    public async Task<NetworkAnswer> Configure(Network network, long expectedVersion, Actor by)
    {
        if (expectedVersion != _inForce.Version)
            return Refused(NetworkRefusals.ChangedMeanwhile(expectedVersion, _inForce.Version));
        if (Same(network, _inForce.Network))
            return new NetworkAnswer(_inForce.Version, null);
        await Save(network);
        await TellClinicians();
        return new NetworkAnswer(_inForce.Version, null);
    }

    public async Task<NetworkAnswer> SetServiceMix(
        HubId hub,
        ImmutableArray<ServiceTarget> mix,
        long expectedVersion,
        Actor by
    )
    {
        if (expectedVersion != _inForce.Version)
            return Refused(NetworkRefusals.ChangedMeanwhile(expectedVersion, _inForce.Version));
        if (NetworkRefusals.OfMix(_inForce.Network, hub, mix) is { } refusal)
            return Refused(refusal);
        await Save(_inForce.Network.WithServiceMix(hub, mix));
        return new NetworkAnswer(_inForce.Version, null);
    }

    public Task<ImmutableArray<WeighedRule>> Rules() =>
        Task.FromResult<ImmutableArray<WeighedRule>>([
            .. Allocator.Rules.Select(rule => new WeighedRule(
                rule.Rule,
                rule.IsHard,
                rule.DefaultWeight,
                _inForce.Network.Weights.FirstOrDefault(w => w.Rule == rule.Rule)?.Weight
                    ?? rule.DefaultWeight,
                rule.Sentence
            )),
        ]);

    public async Task<NetworkAnswer> SetWeights(
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    )
    {
        if (expectedVersion != _inForce.Version)
            return Refused(NetworkRefusals.ChangedMeanwhile(expectedVersion, _inForce.Version));
        ImmutableArray<string> soft =
        [
            .. Allocator.Rules.Where(rule => !rule.IsHard).Select(rule => rule.Rule),
        ];
        if (NetworkRefusals.OfWeights(weights, soft) is { } refusal)
            return Refused(refusal);
        await Save(_inForce.Network with { Weights = weights });
        return new NetworkAnswer(_inForce.Version, null);
    }

    private NetworkAnswer Refused(Refusal refusal) => new(_inForce.Version, refusal);

    private async Task Save(Network network)
    {
        var previous = state.RecordExists ? state.State : null;
        state.State = new NetworkState(network, _inForce.Version + 1, previous?.ToldVersion ?? 0);
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
