namespace Hubs.LocalSilo.Tests.Contract;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer whose ticks go through <paramref name="door"/>.</summary>
    Task Start(TimeSpan due, TimeSpan period, string door, bool interleave, bool keepAlive);
    Task StartFailing(TimeSpan period);
    Task Change(TimeSpan due, TimeSpan period);
    Task Dispose();
    Task Hold(string door);

    [AlwaysInterleave]
    Task<int> Ticks();

    [AlwaysInterleave]
    Task<bool> TickWasCancelled();
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;
    private bool _tickWasCancelled;

    public Task Start(TimeSpan due, TimeSpan period, string door, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            Tick,
            door,
            new GrainTimerCreationOptions(due, period)
            {
                Interleave = interleave,
                KeepAlive = keepAlive,
            }
        );
        return Task.CompletedTask;
    }

    public Task StartFailing(TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                _ticks++;
                throw new TallyException("tick failed");
            },
            new GrainTimerCreationOptions(period, period)
        );
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Dispose()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Hold(string door) => Door.Named(door).GoThrough();

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task<bool> TickWasCancelled() => Task.FromResult(_tickWasCancelled);

    private async Task Tick(string door, CancellationToken cancellation)
    {
        _ticks++;
        await using CancellationTokenRegistration _ = cancellation.Register(() =>
            _tickWasCancelled = true
        );
        await Door.Named(door).GoThrough();
    }
}

public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Door _door = Door.New();
    private ContractSilo _silo = null!;
    private ITimerGrain _grain = null!;

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _grain = _silo.Grains.GetGrain<ITimerGrain>("t");
    }

    public async Task DisposeAsync()
    {
        _door.Open();
        await _silo.DisposeAsync();
    }

    private Task Start(
        int due,
        int period,
        string? door = null,
        bool interleave = false,
        bool keepAlive = false
    ) =>
        _grain.Start(
            due * s_second,
            period < 0 ? Timeout.InfiniteTimeSpan : period * s_second,
            door ?? Door.Ajar,
            interleave,
            keepAlive
        );

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_every_period()
    {
        await Start(due: 10, period: 5);
        await _silo.Pass(9 * s_second, s_second);
        Assert.Equal(0, await _grain.Ticks());
        await _silo.Pass(s_second);
        Assert.Equal(1, await _grain.Ticks());
        await _silo.Pass(10 * s_second, s_second);
        Assert.Equal(3, await _grain.Ticks());
    }

    [Fact]
    public async Task A_timer_without_period_ticks_once()
    {
        await Start(due: 1, period: -1);
        await _silo.Pass(60 * s_second, s_second);
        Assert.Equal(1, await _grain.Ticks());
    }

    [Fact]
    public async Task The_period_runs_from_the_end_of_a_tick_and_ticks_never_overlap()
    {
        await Start(due: 1, period: 5, _door.Name, interleave: true);
        _silo.Advance(s_second);
        await _door.Reached;
        _silo.Advance(20 * s_second);
        Assert.Equal(1, await _grain.Ticks());
        _door.Open();
        await _silo.WhenQuiet();
        await _silo.Pass(4 * s_second);
        Assert.Equal(1, await _grain.Ticks());
        await _silo.Pass(s_second);
        Assert.Equal(2, await _grain.Ticks());
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_in_progress()
    {
        await Start(due: 1, period: 60);
        Task held = _grain.Hold(_door.Name);
        await _door.Reached;
        _silo.Advance(s_second);
        Assert.Equal(0, await _grain.Ticks());
        _door.Open();
        await held;
        await _silo.WhenQuiet();
        Assert.Equal(1, await _grain.Ticks());
    }

    [Fact]
    public async Task A_call_waits_for_the_tick_in_progress()
    {
        await Start(due: 1, period: 60, _door.Name);
        _silo.Advance(s_second);
        await _door.Reached;
        Task call = _grain.Hold(Door.Ajar);
        await _grain.Ticks();
        Assert.False(call.IsCompleted);
        _door.Open();
        await call;
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await Start(due: 1, period: 60, interleave: true);
        Task held = _grain.Hold(_door.Name);
        await _door.Reached;
        _silo.Advance(s_second);
        Assert.Equal(1, await _grain.Ticks());
        _door.Open();
        await held;
    }

    [Fact]
    public async Task A_timer_may_be_changed()
    {
        await Start(due: 1000, period: 1000);
        await _grain.Change(2 * s_second, 3 * s_second);
        await _silo.Pass(8 * s_second, s_second);
        Assert.Equal(3, await _grain.Ticks());
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more_and_cancels_the_tick_in_progress()
    {
        await Start(due: 1, period: 1, _door.Name, interleave: true);
        _silo.Advance(s_second);
        await _door.Reached;
        await _grain.Dispose();
        Assert.True(await _grain.TickWasCancelled());
        _door.Open();
        await _silo.Pass(10 * s_second, s_second);
        Assert.Equal(1, await _grain.Ticks());
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_stop_the_timer()
    {
        await _grain.StartFailing(s_second);
        await _silo.Pass(3 * s_second, s_second);
        Assert.Equal(3, await _grain.Ticks());
    }
}
