namespace Hubs.LocalSilo.Tests.Contract;

public interface IErrandGrain : IGrainWithStringKey
{
    [OneWay]
    Task Run(string door);

    [OneWay]
    ValueTask RunAndFail();

    Task<int> Done();
}

public sealed class ErrandGrain : Grain, IErrandGrain
{
    private int _done;

    public async Task Run(string door)
    {
        await Door.Named(door).GoThrough();
        _done++;
    }

    public ValueTask RunAndFail() => throw new TallyException("nobody hears this");

    public Task<int> Done() => Task.FromResult(_done);
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task Work(string door);
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    public Task Work(string door) => Door.Named(door).GoThrough();
}

public sealed class OneWayAndWorkerTests
{
    [Fact]
    public async Task The_caller_of_a_one_way_method_does_not_wait_for_it()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        IErrandGrain grain = silo.Grains.GetGrain<IErrandGrain>("e");
        Door door = Door.New();
        await grain.Run(door.Name);
        await door.Reached;
        Task<int> done = grain.Done();
        door.Open();
        Assert.Equal(1, await done);
    }

    [Fact]
    public async Task The_caller_of_a_one_way_method_hears_nothing_of_its_failure()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        IErrandGrain grain = silo.Grains.GetGrain<IErrandGrain>("e");
        await grain.RunAndFail();
        Assert.Equal(0, await grain.Done());
    }

    [Fact]
    public async Task A_stateless_worker_runs_as_many_calls_at_once_as_it_may_and_no_more()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        IWorkerGrain worker = silo.Grains.GetGrain<IWorkerGrain>("w");
        Door[] doors = [Door.New(), Door.New(), Door.New()];
        Task first = worker.Work(doors[0].Name);
        Task second = worker.Work(doors[1].Name);
        await Task.WhenAll(doors[0].Reached, doors[1].Reached);
        Task third = worker.Work(doors[2].Name);
        Assert.False(doors[2].Reached.IsCompleted);
        doors[0].Open();
        doors[1].Open();
        await doors[2].Reached;
        doors[2].Open();
        await Task.WhenAll(first, second, third);
    }
}
