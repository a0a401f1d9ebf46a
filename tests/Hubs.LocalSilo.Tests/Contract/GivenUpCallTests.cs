namespace Hubs.LocalSilo.Tests.Contract;

public sealed class GivenUpCallTests
{
    [Fact]
    public async Task A_call_given_up_before_it_began_never_begins()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ISlowGrain grain = silo.Grains.GetGrain<ISlowGrain>("slow");
        var door = Door.New();
        Task running = grain.Through(door.Name);
        await door.Reached;
        Task waiting = grain.Through(Door.Ajar);
        silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => running);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        door.Open();
        await grain.Cancelled(Door.Ajar, CancellationToken.None);
        Assert.Equal("+ -", await grain.Log());
    }
}
