using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

[Collection(PreparedHubsCollection.Name)]
public sealed class PublishCrashTests(PreparedHubs hubs)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Publishing_KilledAgainAndAgain_ResumesAndFinishes()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var week = IsoWeek.Of(PreparedHubs.Tomorrow.AddDays(21));
        var draft = await Allocate(client, week);
        var publish = await client.Post<PlanReceipt>(
            $"plans/{week}/publish",
            new { draft.Version, AcceptedOrphans = 0 },
            "publish"
        );
        Assert.Equal(HttpStatusCode.Accepted, publish.Status);

        var kills = 0;
        foreach (var progress in (double[])[0, 0.2, 0.5, 0.8])
        {
            var state = await Until(
                client,
                week,
                plan => plan.Status != PlanStatus.Publishing || plan.Progress?.Done >= progress
            );
            if (state.Status != PlanStatus.Publishing)
                break;
            await product.Kill();
            kills++;
            await product.Start();
        }

        Assert.True(kills > 0, "Publishing was over before it could be killed.");
        var published = await Until(client, week, plan => plan.Status == PlanStatus.Published);
        Assert.Empty(published.Problems);
        await client.DiariesShow(published.Published!);
        await client.ClaimsAreThoseOf(published.Published!);
    }

    private static async Task<PlanState> Allocate(HubsClient client, IsoWeek week)
    {
        // Another seed than the first start's: something to change in every diary.
        var run = new
        {
            week,
            Seed = 99,
            TimeBudget = TimeSpan.FromSeconds(1),
        };
        var answer = await client.Post<PlanReceipt>("plans", run, "allocate");
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        return await Until(client, week, plan => plan.Status == PlanStatus.Draft);
    }

    private static async Task<PlanState> Until(
        HubsClient client,
        IsoWeek week,
        Func<PlanState, bool> isReached
    )
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (true)
        {
            var plan = await client.Plan(week);
            if (isReached(plan))
                return plan;
            await Task.Delay(BetweenLooks, limit.Token);
        }
    }
}
