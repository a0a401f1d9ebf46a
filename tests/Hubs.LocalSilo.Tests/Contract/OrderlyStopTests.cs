namespace Hubs.LocalSilo.Tests.Contract;

public sealed class OrderlyStopTests : IAsyncLifetime
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly string _key = Guid.NewGuid().ToString();
    private readonly Door _door = Door.New();
    private ContractSilo _silo = null!;
    private ILifeGrain _grain = null!;

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _grain = _silo.Grains.GetGrain<ILifeGrain>(_key, typeof(LifeGrain).FullName);
    }

    public async Task DisposeAsync()
    {
        _door.Open();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task An_orderly_stop_deactivates_every_grain_after_its_call_in_progress()
    {
        Task held = _grain.Hold(_door.Name);
        await _door.Reached;
        Task stop = _silo.Stop();
        _door.Open();
        await Task.WhenAll(held, stop);
        Assert.Equal("activated held deactivated:ShuttingDown", Lives.Of(_key));
    }

    [Fact]
    public async Task An_orderly_stop_does_not_wait_for_ever()
    {
        Task held = _grain.Hold(_door.Name);
        await _door.Reached;
        Task stop = _silo.Stop();
        _silo.Advance(2 * s_minute);
        await stop;
        await Assert.ThrowsAnyAsync<Exception>(() => held);
    }
}
