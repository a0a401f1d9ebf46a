namespace Hubs.LocalSilo.Tests.Contract;

public sealed class DeactivationTests : IAsyncLifetime
{
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
}
