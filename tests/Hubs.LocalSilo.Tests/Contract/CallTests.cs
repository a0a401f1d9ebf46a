namespace Hubs.LocalSilo.Tests.Contract;

public interface ITallyGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
    ValueTask<int> Total();
    ValueTask Reset();
    Task Fail(string message);
    Task FailLater(string message);
    Task<string> Key();
    Task<int> AddTo(ITallyGrain other, int amount);
    Task<bool> StaysOnItsScheduler();
}

public sealed class TallyGrain : Grain, ITallyGrain
{
    private int _total;

    public async Task<int> Add(int amount)
    {
        int before = _total;
        await Task.Yield();
        return _total = before + amount;
    }

    public ValueTask<int> Total() => new(_total);

    public ValueTask Reset()
    {
        _total = 0;
        return ValueTask.CompletedTask;
    }

    public Task Fail(string message) => throw new TallyException(message);

    public async Task FailLater(string message)
    {
        await Task.Yield();
        throw new TallyException(message);
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task<int> AddTo(ITallyGrain other, int amount) => await other.Add(amount);

    public async Task<bool> StaysOnItsScheduler()
    {
        TaskScheduler before = TaskScheduler.Current;
        await Task.Run(() => { });
        await Task.Yield();
        return before != TaskScheduler.Default && TaskScheduler.Current == before;
    }
}

public sealed class TallyException(string message) : Exception(message);

public sealed class CallTests
{
    [Fact]
    public async Task A_call_to_a_grain_nobody_called_before_activates_it()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        Assert.Equal(5, await silo.Grains.GetGrain<ITallyGrain>("new").Add(5));
    }

    [Fact]
    public async Task References_of_one_key_lead_to_one_grain_and_of_two_keys_to_two()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        await silo.Grains.GetGrain<ITallyGrain>("a").Add(1);
        await silo.Grains.GetGrain<ITallyGrain>("a").Add(2);
        await silo.Grains.GetGrain<ITallyGrain>("b").Add(10);
        Assert.Equal(3, await silo.Grains.GetGrain<ITallyGrain>("a").Total());
        Assert.Equal(10, await silo.Grains.GetGrain<ITallyGrain>("b").Total());
    }

    [Fact]
    public async Task Calls_in_parallel_to_one_grain_run_one_after_another()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("busy");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => tally.Add(1))));
        Assert.Equal(500, await tally.Total());
    }
}
