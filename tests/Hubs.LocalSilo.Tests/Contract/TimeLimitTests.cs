namespace Hubs.LocalSilo.Tests.Contract;

public interface ISlowGrain : IGrainWithStringKey
{
    Task<string> Through(string door);

    [ResponseTimeout("00:00:02")]
    Task Quick(string door);

    Task<bool> Cancelled(string door, CancellationToken cancellation);

    [AlwaysInterleave]
    Task<string> Log();
}

public sealed class SlowGrain : Grain, ISlowGrain
{
    private readonly List<string> _log = [];

    public async Task<string> Through(string door)
    {
        _log.Add("+");
        await Door.Named(door).GoThrough();
        _log.Add("-");
        return "through";
    }

    public Task Quick(string door) => Through(door);

    public async Task<bool> Cancelled(string door, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource();
        await using CancellationTokenRegistration _ = cancellation.Register(() =>
        {
            _log.Add("cancelled");
            cancelled.TrySetResult();
        });
        await Task.WhenAny(Door.Named(door).GoThrough(), cancelled.Task);
        return cancellation.IsCancellationRequested;
    }

    public Task<string> Log() => Task.FromResult(string.Join(' ', _log));
}

public sealed class TimeLimitTests : IAsyncLifetime
{
    private ContractSilo _silo = null!;
    private ISlowGrain _grain = null!;
    private readonly Door _door = Door.New();

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _grain = _silo.Grains.GetGrain<ISlowGrain>("slow");
        await _grain.Log();
    }

    public async Task DisposeAsync()
    {
        _door.Open();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_waits_thirty_seconds_and_no_longer()
    {
        Task call = _grain.Through(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _silo.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(ContractSilo.Patience));
    }

    [Fact]
    public async Task The_exception_names_grain_and_method()
    {
        Task call = _grain.Through(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(31));
        var late = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("slow", late.Message, StringComparison.Ordinal);
        Assert.Contains("Through", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_may_have_a_limit_of_its_own()
    {
        Task quick = _grain.Quick(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => quick.WaitAsync(ContractSilo.Patience));
    }

    [Fact]
    public async Task Each_call_has_its_own_thirty_seconds()
    {
        Task first = _grain.Through(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(20));
        Task second = _silo.Grains.GetGrain<ISlowGrain>("other").Through(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(ContractSilo.Patience));
        Assert.False(second.IsCompleted);
        _silo.Advance(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<TimeoutException>(() => second.WaitAsync(ContractSilo.Patience));
    }

    [Fact]
    public async Task A_grain_goes_on_with_a_call_its_caller_gave_up()
    {
        Task call = _grain.Through(_door.Name);
        _silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        _door.Open();
        // Waits its turn behind the first.
        Assert.Equal("through", await _grain.Through(Door.Ajar));
        Assert.Equal("+ - + -", await _grain.Log());
    }

    [Fact]
    public async Task A_callers_cancellation_reaches_the_grain()
    {
        using var cancellation = new CancellationTokenSource();
        Task<bool> call = _grain.Cancelled(_door.Name, cancellation.Token);
        await _door.Reached;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _grain.Through(Door.Ajar);
        Assert.Equal("cancelled + -", await _grain.Log());
    }

    [Fact]
    public async Task A_call_cancelled_before_it_is_made_is_not_made()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _grain.Cancelled(_door.Name, cancellation.Token)
        );
        Assert.False(_door.Reached.IsCompleted);
    }

    [Fact]
    public async Task At_the_time_limit_the_grain_is_told_that_nobody_waits()
    {
        Task<bool> call = _grain.Cancelled(_door.Name, CancellationToken.None);
        await _door.Reached;
        _silo.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        await _grain.Through(Door.Ajar);
        Assert.Equal("cancelled + -", await _grain.Log());
    }
}
