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
    Task<bool> ChildTasksStayOnItsScheduler();
    Task Append(int number);
    Task<string> Appended();
    Task<ITallyGrain> Itself();
}

public sealed class TallyGrain : Grain, ITallyGrain
{
    private readonly List<int> _appended = [];
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

    public async Task<bool> ChildTasksStayOnItsScheduler()
    {
        TaskScheduler mine = TaskScheduler.Current;
        return await Task.Factory.StartNew(
            () => TaskScheduler.Current == mine,
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Current
        );
    }

    public Task Append(int number)
    {
        _appended.Add(number);
        return Task.CompletedTask;
    }

    public Task<string> Appended() => Task.FromResult(string.Join(' ', _appended));

    public Task<ITallyGrain> Itself() => Task.FromResult(this.AsReference<ITallyGrain>());
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

    [Fact]
    public async Task An_exception_reaches_the_caller_as_the_type_it_was_thrown()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("failing");
        var atOnce = await Assert.ThrowsAsync<TallyException>(() => tally.Fail("no"));
        var later = await Assert.ThrowsAsync<TallyException>(() => tally.FailLater("still no"));
        Assert.Equal("no", atOnce.Message);
        Assert.Equal("still no", later.Message);
    }

    [Fact]
    public async Task A_grain_that_threw_goes_on_with_its_state()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("failing");
        await tally.Add(7);
        await Assert.ThrowsAsync<TallyException>(() => tally.FailLater("no"));
        Assert.Equal(7, await tally.Total());
    }

    [Fact]
    public async Task Methods_may_return_value_tasks()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("value");
        await tally.Add(7);
        await tally.Reset();
        Assert.Equal(0, await tally.Total());
    }

    [Fact]
    public async Task A_grain_knows_its_key()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("tilbury/2026-03-02");
        Assert.Equal("tilbury/2026-03-02", await tally.Key());
        Assert.Equal("tilbury/2026-03-02", tally.GetPrimaryKeyString());
    }

    [Fact]
    public async Task A_grain_may_be_handed_a_reference_and_call_it()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain a = silo.Grains.GetGrain<ITallyGrain>("a");
        ITallyGrain b = silo.Grains.GetGrain<ITallyGrain>("b");
        Assert.Equal(4, await a.AddTo(b, 4));
        Assert.Equal(4, await b.Total());
    }

    [Fact]
    public async Task A_reference_a_grain_gives_to_itself_equals_one_got_by_key()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("same");
        ITallyGrain given = await tally.Itself();
        Assert.Equal<object>(tally, given);
        Assert.Equal(tally.GetHashCode(), given.GetHashCode());
        Assert.NotEqual<object>(silo.Grains.GetGrain<ITallyGrain>("other"), given);
    }

    [Fact]
    public async Task After_an_await_a_grain_is_back_on_its_own_scheduler()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("awaiting");
        Assert.True(await tally.StaysOnItsScheduler());
        // Again on an idle grain, which may run on this very thread.
        Assert.True(await tally.StaysOnItsScheduler());
        Assert.True(await tally.ChildTasksStayOnItsScheduler());
    }

    [Fact]
    public async Task A_caller_goes_on_outside_the_grain()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("left");
        await Task.Run(async () =>
        {
            await tally.Total();
            await tally.Total();
            Assert.Equal(TaskScheduler.Default, TaskScheduler.Current);
            await tally.Add(1);
            Assert.Equal(TaskScheduler.Default, TaskScheduler.Current);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_key_is_never_empty(string key)
    {
        await using ContractSilo silo = await ContractSilo.Start();
        Assert.ThrowsAny<ArgumentException>(() => silo.Grains.GetGrain<ITallyGrain>(key));
    }
}
