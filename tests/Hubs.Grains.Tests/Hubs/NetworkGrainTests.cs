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
}
