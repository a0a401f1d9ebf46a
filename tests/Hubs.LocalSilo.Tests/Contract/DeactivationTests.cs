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

public sealed class DeactivationTests : IAsyncLifetime
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
    public async Task A_grain_may_ask_for_its_deactivation_and_the_next_call_meets_a_fresh_one()
    {
        string id = await _grain.Touch();
        await _grain.DeactivateNow();
        Assert.NotEqual(id, await _grain.Touch());
        Assert.Equal("activated deactivated:ApplicationRequested activated", Lives.Of(_key));
    }

    [Fact]
    public async Task Deactivation_waits_for_the_call_in_progress_and_calls_that_come_meanwhile_meet_a_fresh_one()
    {
        string id = await _grain.Touch();
        Task call = _grain.DeactivateThen(_door.Name);
        await _door.Reached;
        Task<string> meanwhile = _grain.Touch();
        _door.Open();
        await call;
        Assert.NotEqual(id, await meanwhile);
        Assert.Equal(
            "activated finished deactivated:ApplicationRequested activated",
            Lives.Of(_key)
        );
    }

    [Fact]
    public async Task Callers_that_race_with_deactivations_all_get_answers_and_lives_never_overlap()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (int i = 0; i < 100; i++)
                        {
                            if ((i + caller) % 4 == 0)
                                await _grain.DeactivateNow();
                            else
                                await _grain.Touch();
                        }
                    })
                )
        );
        await _silo.DeactivateAll();
        string[] events = Lives.Of(_key).Split(' ');
        Assert.True(events.Length > 20);
        for (int i = 0; i < events.Length; i++)
            Assert.StartsWith(
                i % 2 == 0 ? "activated" : "deactivated",
                events[i],
                StringComparison.Ordinal
            );
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
