using System.Security.Cryptography;
using Hubs.Contracts;
using Hubs.Grains.Tests.Plans;
using Hubs.Model;

namespace Hubs.Grains.Tests.Residents;

public sealed class ResidentGrainTests : IAsyncLifetime
{
    private static readonly ResidentDetails Sam = new("Sam Okafor", "01632 960999");

    private SmallTown _town = null!;

    private IResidentGrain Resident => _town.Grains.Resident(new ResidentId("r-1"));

    public async Task InitializeAsync() => _town = await SmallTown.Empty();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Seal_HidesTheDetails_AndOpenShowsThem_AlsoAfterARestart()
    {
        var seal = await Resident.Seal(Sam);
        await _town.Crash();

        Assert.DoesNotContain(
            "Sam",
            System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(seal.Text)),
            StringComparison.Ordinal
        );
        Assert.Equal(Sam, await Resident.Open(seal));
    }

    [Fact]
    public async Task Seal_OfTheSameDetails_LooksDifferentEachTime()
    {
        Assert.NotEqual((await Resident.Seal(Sam)).Text, (await Resident.Seal(Sam)).Text);
    }

    [Fact]
    public async Task Open_OfWhatWasChangedOnTheWay_Fails()
    {
        var seal = await Resident.Seal(Sam);
        var bytes = Convert.FromBase64String(seal.Text);
        bytes[15] ^= 1;

        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            Resident.Open(seal with { Text = Convert.ToBase64String(bytes) })
        );
    }

    [Fact]
    public async Task Erase_LeavesNothingThatCanBeRead_AndNoNewKeyIsMade()
    {
        var seal = await Resident.Seal(Sam);
        await Resident.Erase();
        await _town.Crash();

        Assert.Null(await Resident.Open(seal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Resident.Seal(Sam));
    }

    [Fact]
    public void Details_PrintedByMistake_ShowNoName()
    {
        Assert.DoesNotContain("Sam", Sam.ToString(), StringComparison.Ordinal);
    }
}
