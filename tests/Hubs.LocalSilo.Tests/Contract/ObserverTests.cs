namespace Hubs.LocalSilo.Tests.Contract;

public interface IListener : IGrainObserver
{
    [OneWay]
    Task Heard(int number);

    Task<string> Ask(string question);
}

public interface ISpeakerGrain : IGrainWithStringKey
{
    Task Renew(IListener listener);
    Task<int> Listeners();
    Task Say(int number);
    Task<string> Ask(string question);
    Task SayAndHold(int number, string door);
}

public sealed class SpeakerGrain : Grain, ISpeakerGrain
{
    private readonly HashSet<IListener> _listeners = [];

    public Task Renew(IListener listener)
    {
        _listeners.Add(listener);
        return Task.CompletedTask;
    }

    public Task<int> Listeners() => Task.FromResult(_listeners.Count);

    public async Task Say(int number)
    {
        foreach (IListener listener in _listeners)
            await listener.Heard(number);
    }

    public Task<string> Ask(string question) => _listeners.Single().Ask(question);

    public async Task SayAndHold(int number, string door)
    {
        await Say(number);
        await Door.Named(door).GoThrough();
    }
}

public sealed class Listener(int enough) : IListener
{
    private readonly Lock _gate = new();
    private readonly List<int> _heard = [];
    private readonly TaskCompletionSource _enough = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _inside;

    public Func<int, Task> Then { get; init; } = _ => Task.CompletedTask;

    public Task HeardEnough => _enough.Task.WaitAsync(ContractSilo.Patience);

    public IReadOnlyList<int> Numbers
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public async Task Heard(int number)
    {
        if (Interlocked.Increment(ref _inside) != 1)
            _enough.TrySetException(new InvalidOperationException("Two at once."));
        await Task.Yield();
        Interlocked.Decrement(ref _inside);
        lock (_gate)
        {
            _heard.Add(number);
            if (_heard.Count == enough)
                _enough.TrySetResult();
        }
        await Then(number);
    }

    public Task<string> Ask(string question) => Task.FromResult(question + "!");
}

public sealed class ObserverTests : IAsyncLifetime
{
    private ContractSilo _silo = null!;
    private ISpeakerGrain _speaker = null!;

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _speaker = _silo.Grains.GetGrain<ISpeakerGrain>("s");
    }

    public Task DisposeAsync() => _silo.DisposeAsync().AsTask();

    [Fact]
    public async Task An_observer_hears_what_a_grain_says_in_order_one_at_a_time()
    {
        var listener = new Listener(enough: 200);
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(listener));
        for (int i = 0; i < 200; i++)
            await _speaker.Say(i);
        await listener.HeardEnough;
        Assert.Equal(Enumerable.Range(0, 200), listener.Numbers);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_grain_does_not_wait_for_its_observers()
    {
        var never = new TaskCompletionSource();
        var listener = new Listener(enough: 1) { Then = _ => never.Task };
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(listener));
        await _speaker.Say(1);
        await _speaker.Say(2);
        await listener.HeardEnough;
        never.SetResult();
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_may_call_the_grain_that_told_it()
    {
        Task<int>? calledBack = null;
        var listener = new Listener(enough: 1) { Then = _ => calledBack = _speaker.Listeners() };
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(listener));
        await _speaker.Say(1);
        await listener.HeardEnough;
        await _silo.WhenQuiet();
        Assert.Equal(1, await calledBack!);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_that_throws_at_a_one_way_call_hurts_nobody_and_hears_the_next()
    {
        var listener = new Listener(enough: 2) { Then = _ => throw new TallyException("deaf") };
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(listener));
        await _speaker.Say(1);
        await _speaker.Say(2);
        await listener.HeardEnough;
        Assert.Equal([1, 2], listener.Numbers);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_may_answer()
    {
        var listener = new Listener(enough: 1);
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(listener));
        Assert.Equal("well?!", await _speaker.Ask("well?"));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task One_reference_renewed_is_one_observer_and_two_references_are_two()
    {
        var listener = new Listener(enough: 1);
        IListener reference = _silo.Grains.CreateObjectReference<IListener>(listener);
        await _speaker.Renew(reference);
        await _speaker.Renew(reference);
        Assert.Equal(1, await _speaker.Listeners());
        await _speaker.Renew(_silo.Grains.CreateObjectReference<IListener>(new Listener(1)));
        Assert.Equal(2, await _speaker.Listeners());
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_deleted_observer_hears_nothing_more()
    {
        var listener = new Listener(enough: 1);
        IListener reference = _silo.Grains.CreateObjectReference<IListener>(listener);
        await _speaker.Renew(reference);
        await _speaker.Say(1);
        await listener.HeardEnough;
        _silo.Grains.DeleteObjectReference<IListener>(reference);
        await Record.ExceptionAsync(() => _speaker.Say(2));
        await _silo.WhenQuiet();
        Assert.Equal([1], listener.Numbers);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observer_itself_cannot_be_passed_only_a_reference_to_it()
    {
        var refusal = await Record.ExceptionAsync(() => _speaker.Renew(new Listener(1)));
        Assert.True(refusal is ArgumentException or NotSupportedException);
    }

    [Fact]
    public void Only_a_reference_can_be_deleted()
    {
        Assert.ThrowsAny<ArgumentException>(() =>
            _silo.Grains.DeleteObjectReference<IListener>(new Listener(1))
        );
    }
}
