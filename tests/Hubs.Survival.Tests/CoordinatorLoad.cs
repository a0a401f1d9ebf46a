using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>A coordinator who allocates and publishes one week over and over, and starts a backup now and then.</summary>
public sealed class CoordinatorLoad(IsoWeek week)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private int keys;

    /// <summary>Publications begun.</summary>
    public int Published { get; private set; }

    public async Task Run(Uri address, CancellationToken enough)
    {
        using var client = new HubsClient(address);
        try
        {
            while (!enough.IsCancellationRequested)
            {
                await Next(client, await client.Plan(week));
                await Task.Delay(BetweenLooks, CancellationToken.None);
            }
        }
        catch (HttpRequestException)
        {
            // The product is gone. What it was doing it resumes or takes up from the start.
        }
    }

    private async Task Next(HubsClient client, PlanState plan)
    {
        await BackUp(client);
        if (plan.Status is PlanStatus.Published or PlanStatus.Empty)
        {
            await Accepted(
                client,
                "plans",
                new
                {
                    week,
                    Seed = 1_000 + keys,
                    Iterations = 20_000,
                    TimeBudget = TimeSpan.FromSeconds(1),
                }
            );
        }
        else if (plan.Status is PlanStatus.Draft)
        {
            await Accepted(
                client,
                $"plans/{week}/publish",
                new { plan.Version, AcceptedOrphans = 0 }
            );
            Published++;
        }
    }

    private async Task Accepted(HubsClient client, string path, object body)
    {
        var reply = await client.Post<PlanReceipt>(path, body, NextKey());
        Assert.True(
            reply.Status is HttpStatusCode.Accepted or HttpStatusCode.Conflict,
            reply.Problem
        );
    }

    /// <summary>Lets what is under way come to its end; then the diaries and the clinicians' claims are the published plan's.</summary>
    public async Task Check(HubsClient client)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        PlanState plan;
        while (
            (plan = await client.Plan(week)).Status
                is PlanStatus.Publishing
                    or PlanStatus.Allocating
        )
            await Task.Delay(BetweenLooks, limit.Token);
        Assert.Empty(plan.Problems);
        await client.DiariesShow(plan.Published!);
        await client.ClaimsAreThoseOf(plan.Published!);
    }

    /// <summary>Starts one, unless one is at work.</summary>
    public async Task BackUp(HubsClient client)
    {
        var reply = await client.Post<JobStarted>("jobs/back-up/run", new { }, NextKey());
        Assert.True(
            reply.Status is HttpStatusCode.Accepted or HttpStatusCode.Conflict,
            reply.Problem
        );
    }

    private string NextKey() => $"coordinate-{keys++}";

    private sealed record JobStarted;
}
