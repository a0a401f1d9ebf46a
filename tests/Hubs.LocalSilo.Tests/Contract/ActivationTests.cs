using System.Collections.Concurrent;

namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>What activations of one key did, in order. Outlives them.</summary>
public static class Lives
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> s_events = new();

    /// <summary>Thrown by the next activations of a key, while it is there.</summary>
    public static ConcurrentDictionary<string, Exception> Failures { get; } = new();

    public static void Add(string key, string what) =>
        s_events.GetOrAdd(key, _ => new()).Enqueue(what);

    public static string Of(string key) => string.Join(' ', s_events.GetOrAdd(key, _ => new()));
}

public interface ILifeGrain : IGrainWithStringKey
{
    Task<string> Touch();
    Task Hold(string door);
    Task DeactivateNow();
    Task DeactivateThen(string door);
    Task StayFor(TimeSpan time);
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task Touch();
}

public class LifeGrain : Grain, ILifeGrain
{
    private readonly string _id = Guid.NewGuid().ToString();

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Lives.Add(Key, "activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(
        DeactivationReason reason,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        Lives.Add(Key, $"deactivated:{reason.ReasonCode}");
    }

    public Task<string> Touch() => Task.FromResult(_id);

    public async Task Hold(string door)
    {
        await Door.Named(door).GoThrough();
        Lives.Add(Key, "held");
    }

    public Task DeactivateNow()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task DeactivateThen(string door)
    {
        DeactivateOnIdle();
        await Door.Named(door).GoThrough();
        Lives.Add(Key, "finished");
    }

    public Task StayFor(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

public sealed class FragileGrain : Grain, IFragileGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        Lives.Add(key, "tried");
        await Task.Yield();
        if (Lives.Failures.TryGetValue(key, out Exception? failure))
            throw failure;
    }

    public Task Touch() => Task.CompletedTask;
}

public sealed class ActivationTests
{
    [Fact]
    public async Task Callers_that_race_for_a_new_grain_get_one_activation()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        for (int round = 0; round < 100; round++)
        {
            string key = Guid.NewGuid().ToString();
            string[] ids = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(_ => Task.Run(() => silo.Grains.GetGrain<ILifeGrain>(key).Touch()))
            );
            Assert.Single(ids.Distinct());
            Assert.Equal("activated", Lives.Of(key));
        }
    }

    [Fact]
    public async Task A_failure_to_activate_is_reported_to_every_waiting_caller_unchanged()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        string key = Guid.NewGuid().ToString();
        Lives.Failures[key] = new TallyException("cannot wake");
        IFragileGrain grain = silo.Grains.GetGrain<IFragileGrain>(key);
        Task[] calls = [grain.Touch(), grain.Touch()];
        foreach (Task call in calls)
            Assert.Equal(
                "cannot wake",
                (await Assert.ThrowsAsync<TallyException>(() => call)).Message
            );
    }

    [Fact]
    public async Task After_a_failure_to_activate_the_next_call_tries_afresh()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        string key = Guid.NewGuid().ToString();
        Lives.Failures[key] = new TallyException("cannot wake");
        IFragileGrain grain = silo.Grains.GetGrain<IFragileGrain>(key);
        await Assert.ThrowsAsync<TallyException>(grain.Touch);
        Assert.True(Lives.Failures.TryRemove(key, out _));
        await grain.Touch();
        await grain.Touch();
        Assert.Equal("tried tried", Lives.Of(key));
    }
}
