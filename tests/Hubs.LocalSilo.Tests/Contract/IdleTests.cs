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

public sealed class IdleTests : IAsyncLifetime
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
    public async Task An_idle_grain_is_deactivated_after_fifteen_minutes()
    {
        await _grain.Touch();
        await _silo.Pass(14 * s_minute);
        Assert.Equal("activated", Lives.Of(_key));
        await _silo.Pass(3 * s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(_key));
    }

    [Fact]
    public async Task A_grain_in_use_stays()
    {
        string id = await _grain.Touch();
        for (int i = 0; i < 10; i++)
        {
            await _silo.Pass(10 * s_minute);
            Assert.Equal(id, await _grain.Touch());
        }
    }

    [Fact]
    public async Task A_grain_whose_call_is_in_progress_is_not_idle()
    {
        Task held = _grain.Hold(_door.Name);
        await _door.Reached;
        _silo.Advance(60 * s_minute);
        _door.Open();
        await Assert.ThrowsAsync<TimeoutException>(() => held);
        await _silo.WhenQuiet();
        Assert.Equal("activated held", Lives.Of(_key));
    }

    [Fact]
    public async Task A_class_may_have_an_age_limit_of_its_own()
    {
        await _silo.Grains.GetGrain<IShortLifeGrain>(_key).Touch();
        await _silo.Pass(4 * s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(_key));
    }

    [Fact]
    public async Task A_class_may_be_kept_alive()
    {
        await _silo.Grains.GetGrain<ILongLifeGrain>(_key).Touch();
        await _silo.Pass(TimeSpan.FromHours(5));
        Assert.Equal("activated", Lives.Of(_key));
    }

    [Fact]
    public async Task A_grain_may_put_off_its_deactivation()
    {
        await _grain.StayFor(TimeSpan.FromHours(1));
        await _silo.Pass(59 * s_minute, s_minute);
        Assert.Equal("activated", Lives.Of(_key));
        await _silo.Pass(3 * s_minute, s_minute);
        Assert.Equal("activated deactivated:ActivationIdle", Lives.Of(_key));
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_grain_from_going_idle()
    {
        await StartTimer(keepAlive: false);
        await _silo.Pass(TimeSpan.FromMinutes(20), 10 * TimeSpan.FromSeconds(1));
        // A fresh activation, without the timer.
        Assert.Equal(0, await Timer.Ticks());
    }

    [Fact]
    public async Task A_keep_alive_timer_keeps_its_grain_from_going_idle()
    {
        await StartTimer(keepAlive: true);
        await _silo.Pass(TimeSpan.FromMinutes(20), 10 * TimeSpan.FromSeconds(1));
        Assert.Equal(60, await Timer.Ticks());
    }

    private ITimerGrain Timer => _silo.Grains.GetGrain<ITimerGrain>(_key);

    private Task StartTimer(bool keepAlive)
    {
        var period = TimeSpan.FromSeconds(20);
        return Timer.Start(period, period, Door.Ajar, interleave: false, keepAlive);
    }
}
