using Hubs.Contracts;
using Hubs.Grains.Tests.Plans;
using Hubs.Model;
using Hubs.Storage;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Hubs;

public sealed class NetworkGrainTests : IAsyncLifetime
{
    private SmallTown _town = null!;

    public async Task InitializeAsync() => _town = await Empty();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Configure_IsThereAfterARestart_AndCliniciansKnowWhoTheyAre()
    {
        Assert.Equal(1, (await _town.Grains.Network.Configure(Network(), 0, Coordinator)).Version);
        await _town.Crash();

        var known = await _town.Grains.Network.Get();
        Assert.Equal(1, known.Version);
        Assert.Equal("Tilbury", known.Network.Hubs.Single().Name);
        Assert.Equal(
            "Dr Ade",
            (await _town.Grains.Clinician(Ade).Get(Week.Monday, 1)).Clinician?.Name
        );
    }

    [Fact]
    public async Task Configure_WithTheSameAgain_MakesNoVersion()
    {
        await _town.Grains.Network.Configure(Network(), 0, Coordinator);

        Assert.Equal(1, (await _town.Grains.Network.Configure(Network(), 1, Coordinator)).Version);
    }

    [Fact]
    public async Task Configure_FromAnOldVersion_IsRefused()
    {
        await _town.Grains.Network.Configure(Network(), 0, Coordinator);

        var answer = await _town.Grains.Network.Configure(
            Network(sessionsPerWeek: 5),
            0,
            Coordinator
        );

        Assert.Equal("changed-meanwhile", answer.Refusal?.Code);
        Assert.Equal(
            2,
            (await _town.Grains.Network.Get()).Network.Clinics.Single().SessionsPerWeek
        );
    }

    [Fact]
    public async Task Configure_CutShortWhileTellingClinicians_TellsThemWhenItWakes()
    {
        _town.Disk.Plan(WriteFault.FailBeforeCommit, $"clinician/{Ade}");
        await Assert.ThrowsAsync<NotConfirmedException>(() =>
            _town.Grains.Network.Configure(Network(), 0, Coordinator)
        );
        await _town.Crash();

        Assert.Equal(1, (await _town.Grains.Network.Get()).Version);
        Assert.NotNull((await _town.Grains.Clinician(Ade).Get(Week.Monday, 1)).Clinician);
    }

    [Theory]
    [InlineData("tilbury", "gp", 1, 2, 3, null)]
    [InlineData("atlantis", "gp", 1, 2, 3, "unknown-hub")]
    [InlineData("tilbury", "alchemy", 1, 2, 3, "unknown-service")]
    [InlineData("tilbury", "gp", 3, 2, 3, "mix-out-of-order")]
    [InlineData("tilbury", "gp", 1, 4, 3, "mix-out-of-order")]
    public async Task SetServiceMix_IsKeptOrRefusedByName(
        string hub,
        string service,
        int minimum,
        int target,
        int maximum,
        string? refusal
    )
    {
        await _town.Grains.Network.Configure(Network(), 0, Coordinator);
        var wish = new ServiceTarget(new ServiceId(service), minimum, target, maximum);

        var answer = await _town.Grains.Network.SetServiceMix(
            new HubId(hub),
            [wish],
            1,
            Coordinator
        );

        Assert.Equal(refusal, answer.Refusal?.Code);
        var kept = (await _town.Grains.Network.Get()).Network.Hubs.Single().ServiceMix.Single();
        Assert.Equal(refusal is null, kept == wish);
    }

    [Fact]
    public async Task SetHubWeights_AreOfThatHub_AndOnlyOfRulesOfOneHub()
    {
        var network = _town.Grains.Network;
        await network.Configure(Network(), 0, Coordinator);

        Assert.Equal("unknown-hub", await Refused("atlantis", new RuleWeight("room-fit", 1)));
        Assert.Equal("unknown-rule", await Refused("tilbury", new RuleWeight("spread", 1)));
        Assert.Equal("unknown-rule", await Refused("tilbury", new RuleWeight("room-clash", 0)));
        Assert.Equal(
            "weight-out-of-range",
            await Refused("tilbury", new RuleWeight("room-fit", -1))
        );
        Assert.Null(await Refused("tilbury", new RuleWeight("room-fit", 0)));

        var rule = (await network.Rules()).Single(known => known.Rule == "room-fit");
        Assert.Equal((0.1, new HubWeight(Tilbury, 0)), (rule.Weight, rule.AtHubs.Single()));

        async Task<string?> Refused(string hub, RuleWeight weight) =>
            (await network.SetHubWeights(new HubId(hub), [weight], 1, Coordinator)).Refusal?.Code;
    }

    [Fact]
    public async Task Changes_SayWhoWhatAndWhen_AlsoAfterARestart()
    {
        var network = _town.Grains.Network;
        await network.Configure(Network(), 0, Coordinator);
        await network.SetWeights([new("spread", 7)], 1, Coordinator);
        await network.SetHubWeights(Tilbury, [new("room-fit", 0)], 2, Coordinator);
        await network.SetServiceMix(Tilbury, [], 3, Coordinator);
        await network.SetWeights([], 4, Coordinator);
        await _town.Crash();

        var changes = await _town.Grains.Network.Changes();

        Assert.Equal(
            [
                "Weights of all hubs: spread as usual",
                "Service mix of Tilbury",
                "Weights of Tilbury: room-fit 0",
                "Weights of all hubs: spread 7",
                "The configuration was loaded or edited",
            ],
            changes.Select(change => change.Sentence)
        );
        Assert.All(changes, change => Assert.Equal(Coordinator, change.By));
        Assert.Equal(_town.Clock.GetUtcNow(), changes[0].At);
        Assert.Equal(5, changes[0].Version);
    }
}
