namespace Hubs.LocalSilo.Tests.Contract;

public sealed class DeactivationTests : OneLife
{
    [Fact]
    public async Task A_grain_may_ask_for_its_deactivation_and_the_next_call_meets_a_fresh_one()
    {
        string id = await Grain.Touch();
        await Grain.DeactivateNow();
        Assert.NotEqual(id, await Grain.Touch());
        Assert.Equal("activated deactivated:ApplicationRequested activated", Lives.Of(Key));
    }

    [Fact]
    public async Task Deactivation_waits_for_the_call_in_progress_and_calls_that_come_meanwhile_meet_a_fresh_one()
    {
        string id = await Grain.Touch();
        Task call = Grain.DeactivateThen(Door.Name);
        await Door.Reached;
        Task<string> meanwhile = Grain.Touch();
        Door.Open();
        await call;
        Assert.NotEqual(id, await meanwhile);
        Assert.Equal(
            "activated finished deactivated:ApplicationRequested activated",
            Lives.Of(Key)
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
                                await Grain.DeactivateNow();
                            else
                                await Grain.Touch();
                        }
                    })
                )
        );
        await Silo.DeactivateAll();
        string[] events = Lives.Of(Key).Split(' ');
        Assert.True(events.Length > 20);
        for (int i = 0; i < events.Length; i++)
            Assert.StartsWith(
                i % 2 == 0 ? "activated" : "deactivated",
                events[i],
                StringComparison.Ordinal
            );
    }
}
