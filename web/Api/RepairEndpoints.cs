using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

public sealed record RepairBody
{
    public required Disruption Disruption { get; init; }
}

public sealed record TakeRepairBody
{
    public required Disruption Disruption { get; init; }

    /// <summary>Which of the offered plans.</summary>
    public required RepairGoal Goal { get; init; }

    /// <summary>The version the offer named.</summary>
    public required long Version { get; init; }
}

/// <summary>A published week put right after a disruption: look, then take one of the plans as the draft.</summary>
public static class RepairEndpoints
{
    public static void MapRepairs(this RouteGroupBuilder api)
    {
        var repairs = api.MapPlanOfWeek("/repairs").ProducesProblem(409);
        repairs
            .MapPost("", Offer)
            .WithSummary(
                "Up to three ways to put the published week right after a disruption. Changes nothing; the plans' sessions are left out, their changes are listed"
            )
            .Accepts<RepairBody>("application/json")
            .Produces<RepairOffer>();
        repairs
            .MapPost("take", Take)
            .WithSummary("Make one of the offered plans the draft, to be previewed and published")
            .Accepts<TakeRepairBody>("application/json")
            .Produces<PlanReceipt>();
    }

    private static async Task<IResult> Offer(
        string week,
        Posted<RepairBody> posted,
        IGrainFactory grains
    )
    {
        var iso = PlanRoutes.Parsed(week);
        if (await Faults(posted.Body.Disruption, iso, grains) is { } faults)
            return faults;
        return await grains.Plan(iso).Repair(posted.Body.Disruption) is { } offer
            ? TypedResults.Ok(
                offer with
                {
                    Plans =
                    [
                        .. offer.Plans.Select(plan =>
                            plan with
                            {
                                Plan = plan.Plan with { Sessions = [] },
                            }
                        ),
                    ],
                }
            )
            : Problems.Of(PlanRefusals.NotPublished(iso));
    }

    private static async Task<IResult> Take(
        string week,
        Posted<TakeRepairBody> posted,
        IGrainFactory grains
    )
    {
        var iso = PlanRoutes.Parsed(week);
        var body = posted.Body;
        return await Faults(body.Disruption, iso, grains)
            ?? Answers.Ok(
                await Confirmed.Once(() =>
                    grains
                        .Plan(iso)
                        .TakeRepair(
                            new TakeRepair(posted.Info, body.Disruption, body.Goal, body.Version)
                        )
                )
            );
    }

    private static async Task<IResult?> Faults(
        Disruption disruption,
        IsoWeek week,
        IGrainFactory grains
    )
    {
        var faults = DisruptionFaults.Of(disruption, (await grains.Network.Get()).Network, week);
        return faults.IsEmpty
            ? null
            : Problems.BadFields(
                faults
                    .GroupBy(fault => $"disruption.{fault.Field}", fault => fault.Sentence)
                    .ToDictionary(field => field.Key, field => field.ToArray())
            );
    }
}
