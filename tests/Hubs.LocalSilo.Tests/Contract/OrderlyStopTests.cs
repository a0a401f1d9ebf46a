namespace Hubs.LocalSilo.Tests.Contract;

public sealed class OrderlyStopTests : OneLife
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_orderly_stop_deactivates_every_grain_after_its_call_in_progress()
    {
        Task held = Grain.Hold(Door.Name);
        await Door.Reached;
        Task stop = Silo.Stop();
        Door.Open();
        await Task.WhenAll(held, stop);
        Assert.Equal("activated held deactivated:ShuttingDown", Lives.Of(Key));
    }

    [Fact]
    public async Task An_orderly_stop_does_not_wait_for_ever()
    {
        Task held = Grain.Hold(Door.Name);
        await Door.Reached;
        Task stop = Silo.Stop();
        Silo.Advance(2 * s_minute);
        await stop;
        await Assert.ThrowsAnyAsync<Exception>(() => held);
    }
}
