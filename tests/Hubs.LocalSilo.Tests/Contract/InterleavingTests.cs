namespace Hubs.LocalSilo.Tests.Contract;

public interface IDoorGrain : IGrainWithStringKey
{
    Task Write(string door);

    [ReadOnly]
    Task Read(string door);

    [AlwaysInterleave]
    Task Interleave(string door);

    /// <summary>What began (+) and ended (-) so far, and, being a turn itself, proof that earlier turns have run.</summary>
    [AlwaysInterleave]
    Task<string> Log(bool forget = false);
}

public interface IReentrantDoorGrain : IDoorGrain;

public class DoorGrain : Grain, IDoorGrain
{
    private readonly List<string> _log = [];

    public Task Write(string door) => GoThrough("write", door);

    public Task Read(string door) => GoThrough("read", door);

    public Task Interleave(string door) => GoThrough("interleave", door);

    public Task<string> Log(bool forget)
    {
        string log = string.Join(' ', _log);
        if (forget)
            _log.Clear();
        return Task.FromResult(log);
    }

    private async Task GoThrough(string what, string door)
    {
        _log.Add("+" + what);
        await Door.Named(door).GoThrough();
        _log.Add("-" + what);
    }
}

[Reentrant]
public abstract class ReentrantBase<T> : DoorGrain
{
    protected T? Unused { get; set; }
}

public sealed class ReentrantDoorGrain : ReentrantBase<int>, IReentrantDoorGrain;

public sealed class InterleavingTests : IAsyncLifetime
{
    private ContractSilo _silo = null!;
    private IDoorGrain _grain = null!;
    private IReentrantDoorGrain _reentrant = null!;
    private readonly Door _first = Door.New();
    private readonly Door _second = Door.New();

    public async Task InitializeAsync()
    {
        _silo = await ContractSilo.Start();
        _grain = _silo.Grains.GetGrain<IDoorGrain>("g", typeof(DoorGrain).FullName);
        _reentrant = _silo.Grains.GetGrain<IReentrantDoorGrain>("g");
        // Active, so that calls are admitted by the rules of interleaving alone.
        await _grain.Log();
        await _reentrant.Log();
    }

    public Task DisposeAsync() => _silo.DisposeAsync().AsTask();

    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended_even_at_an_await()
    {
        Task write = _grain.Write(_first.Name);
        await _first.Reached;
        Task next = _grain.Write(Door.Ajar);
        Assert.Equal("+write", await _grain.Log());
        _first.Open();
        await Task.WhenAll(write, next);
        Assert.Equal("+write -write +write -write", await _grain.Log());
    }

    [Fact]
    public async Task Read_only_calls_run_beside_each_other()
    {
        Task read = _grain.Read(_first.Name);
        Task other = _grain.Read(_second.Name);
        await _second.Reached;
        Assert.Equal("+read +read", await _grain.Log());
        _first.Open();
        _second.Open();
        await Task.WhenAll(read, other);
    }

    [Fact]
    public async Task A_read_only_call_waits_for_a_writing_one()
    {
        Task write = _grain.Write(_first.Name);
        await _first.Reached;
        Task read = _grain.Read(Door.Ajar);
        Assert.Equal("+write", await _grain.Log());
        _first.Open();
        await Task.WhenAll(write, read);
        Assert.Equal("+write -write +read -read", await _grain.Log());
    }

    [Fact]
    public async Task A_writing_call_waits_for_a_read_only_one()
    {
        Task read = _grain.Read(_first.Name);
        await _first.Reached;
        Task write = _grain.Write(Door.Ajar);
        Assert.Equal("+read", await _grain.Log());
        _first.Open();
        await Task.WhenAll(read, write);
        Assert.Equal("+read -read +write -write", await _grain.Log());
    }

    [Fact]
    public async Task An_always_interleaving_call_does_not_wait_for_anything()
    {
        Task write = _grain.Write(_first.Name);
        await _first.Reached;
        await _grain.Interleave(Door.Ajar);
        Assert.Equal("+write +interleave -interleave", await _grain.Log());
        _first.Open();
        await write;
    }

    [Fact]
    public async Task Many_waiting_calls_all_run_in_order()
    {
        Task held = _grain.Write(_first.Name);
        await _first.Reached;
        Task[] waiting = [.. Enumerable.Range(0, 50).Select(_ => _grain.Write(Door.Ajar))];
        await _grain.Log(forget: true);
        _first.Open();
        await Task.WhenAll([held, .. waiting]);
        string expected =
            "-write " + string.Join(' ', Enumerable.Repeat("+write -write", waiting.Length));
        Assert.Equal(expected, await _grain.Log());
    }

    [Fact]
    public async Task Nothing_waits_for_an_always_interleaving_call()
    {
        Task interleave = _grain.Interleave(_first.Name);
        await _first.Reached;
        await _grain.Write(Door.Ajar);
        Assert.Equal("+interleave +write -write", await _grain.Log());
        _first.Open();
        await interleave;
    }

    [Fact]
    public async Task Calls_to_a_grain_whose_base_class_is_reentrant_interleave()
    {
        Task held = _reentrant.Write(_first.Name);
        await _first.Reached;
        await _reentrant.Write(Door.Ajar);
        Assert.Equal("+write +write -write", await _reentrant.Log());
        _first.Open();
        await held;
    }

    [Fact]
    public async Task A_reentrant_grain_still_runs_one_turn_at_a_time()
    {
        IReentrantCounterGrain counter = _silo.Grains.GetGrain<IReentrantCounterGrain>("c");
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => Task.Run(() => counter.CountInTurns(10)))
        );
        Assert.Equal(2000, await counter.Counted());
    }
}

public interface IReentrantCounterGrain : IGrainWithStringKey
{
    Task CountInTurns(int turns);
    Task<int> Counted();
}

[Reentrant]
public sealed class ReentrantCounterGrain : Grain, IReentrantCounterGrain
{
    private int _counted;
    private int _inside;

    public async Task CountInTurns(int turns)
    {
        for (int i = 0; i < turns; i++)
        {
            // Would lose counts, or see company, if two turns ever ran at once.
            if (++_inside != 1)
                throw new InvalidOperationException("Two turns at once.");
            int counted = _counted;
            Thread.SpinWait(50);
            _counted = counted + 1;
            _inside--;
            await Task.Yield();
        }
    }

    public Task<int> Counted() => Task.FromResult(_counted);
}
