using System.Text;
using Hubs.Contracts;
using Hubs.Grains.Tests.Plans;
using Hubs.Model;

namespace Hubs.Grains.Tests.Residents;

public sealed class ResidentKeysGrainTests : IAsyncLifetime
{
    private static readonly ResidentDetails Sam = new("Sam Okafor", "01632 960999");
    private static readonly ResidentDetails Alex = new("Alex Example", "01375 000000");

    private SmallTown _town = null!;

    private IResidentKeysGrain Keys => _town.Grains.ResidentKeys("block");

    public async Task InitializeAsync() => _town = await SmallTown.Empty();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Seal_HidesTheDetails_AndOpenShowsThem_AlsoAfterARestart()
    {
        var seal = await Keys.Seal(Sam);
        await _town.Crash();

        Assert.DoesNotContain(
            "Sam",
            Encoding.UTF8.GetString(Convert.FromBase64String(seal!.Text)),
            StringComparison.Ordinal
        );
        Assert.Equal(Sam, await Keys.Open(seal));
    }

    [Fact]
    public async Task EachSeal_IsAnotherResidents_AndErasingOneLeavesTheOthers()
    {
        var (sam, alex) = (await Keys.Seal(Sam), await Keys.Seal(Alex));
        Assert.NotEqual(sam!.Resident, alex!.Resident);

        await Keys.Erase(sam.Resident);
        Assert.Null(await Keys.Open(sam));
        await _town.Crash();

        Assert.Null(await Keys.Open(sam));
        Assert.Equal(Alex, await Keys.Open(alex));
    }

    [Fact]
    public async Task Block_AfterARestart_GivesOutNoKeyAgain()
    {
        Assert.NotNull(await Keys.Seal(Sam));
        await _town.Crash();
        Assert.Null(await Keys.Seal(Alex));
    }

    [Fact]
    public async Task Block_UsedUp_GivesOutNoKeyTwice()
    {
        var residents = new HashSet<ResidentId>();
        while (await Keys.Seal(Sam) is { } seal)
            Assert.True(residents.Add(seal.Resident));
        Assert.Equal(64, residents.Count);
    }

    [Fact]
    public async Task Open_OfAnotherBlocksResident_ShowsNothing()
    {
        var seal = await _town.Grains.ResidentKeys("other").Seal(Sam);
        await Keys.Prepare();
        Assert.Null(await Keys.Open(seal!));
    }
}
