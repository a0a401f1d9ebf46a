namespace Hubs.LocalSilo.Tests.Contract;

public interface IShortLifeGrain : IGrainWithStringKey
{
    Task Touch();
}

public interface ILongLifeGrain : IGrainWithStringKey
{
    Task Touch();
}

[CollectionAgeLimit(Minutes = 2)]
public sealed class ShortLifeGrain : LifeGrain, IShortLifeGrain
{
    Task IShortLifeGrain.Touch() => Task.CompletedTask;
}

[KeepAlive]
public sealed class LongLifeGrain : LifeGrain, ILongLifeGrain
{
    Task ILongLifeGrain.Touch() => Task.CompletedTask;
}

public sealed class IdleTests : OneLife
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_idle_grain_is_deactivated_after_fifteen_minutes()
    {
        await Grain.Touch();
        await Silo.Pass(14 * s_minute);
        Assert.Equal("activated", Lives.Of(Key));
        await Silo.Pass(3 * s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(Key));
    }

    [Fact]
    public async Task A_grain_in_use_stays()
    {
        string id = await Grain.Touch();
        for (int i = 0; i < 10; i++)
        {
            await Silo.Pass(10 * s_minute);
            Assert.Equal(id, await Grain.Touch());
        }
    }

    [Fact]
    public async Task A_grain_whose_call_is_in_progress_is_not_idle()
    {
        Task held = Grain.Hold(Door.Name);
        await Door.Reached;
        Silo.Advance(60 * s_minute);
        Door.Open();
        await Assert.ThrowsAsync<TimeoutException>(() => held);
        await Silo.WhenQuiet();
        Assert.Equal("activated held", Lives.Of(Key));
    }

    [Fact]
    public async Task A_class_may_have_an_age_limit_of_its_own()
    {
        await Silo.Grains.GetGrain<IShortLifeGrain>(Key).Touch();
        await Silo.Pass(4 * s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(Key));
    }

    [Fact]
    public async Task A_class_may_be_kept_alive()
    {
        await Silo.Grains.GetGrain<ILongLifeGrain>(Key).Touch();
        await Silo.Pass(TimeSpan.FromHours(5));
        Assert.Equal("activated", Lives.Of(Key));
    }

    [Fact]
    public async Task A_grain_may_put_off_its_deactivation()
    {
        await Grain.StayFor(TimeSpan.FromHours(1));
        await Silo.Pass(59 * s_minute, s_minute);
        Assert.Equal("activated", Lives.Of(Key));
        await Silo.Pass(3 * s_minute, s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(Key));
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_grain_from_going_idle()
    {
        await StartTimer(keepAlive: false);
        await Silo.Pass(TimeSpan.FromMinutes(20), 10 * TimeSpan.FromSeconds(1));
        // A fresh activation, without the timer.
        Assert.Equal(0, await Timer.Ticks());
    }

    [Fact]
    public async Task A_keep_alive_timer_keeps_its_grain_from_going_idle()
    {
        await StartTimer(keepAlive: true);
        await Silo.Pass(TimeSpan.FromMinutes(20), 10 * TimeSpan.FromSeconds(1));
        Assert.Equal(60, await Timer.Ticks());
    }

    private ITimerGrain Timer => Silo.Grains.GetGrain<ITimerGrain>(Key);

    private Task StartTimer(bool keepAlive)
    {
        var period = TimeSpan.FromSeconds(20);
        return Timer.Start(period, period, Door.Ajar, interleave: false, keepAlive);
    }
}
