using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>A coordinator's week: allocate, look, publish.</summary>
public static class PlanEndpoints
{
    public static void MapPlans(this RouteGroupBuilder api)
    {
        api.MapGroup("plans")
            .AddPlanAnswers()
            .MapPost("", Run)
            .WithSummary("Start allocating a week; follow GET plans/{week}")
            .Accepts<RunPlanBody>("application/json")
            .Produces<PlanReceipt>(202)
            .ProducesProblem(409);
        var plan = api.MapPlanOfWeek().ProducesProblem(409);
        plan.MapGet("", One)
            .WithSummary("The week's draft, what is published, and what goes on now")
            .Produces<PlanState>();
        plan.MapGet("bound", Bound)
            .WithSummary(
                "How good any plan of the week could be: sessions that must stay without a place and points that must be paid, with the counting that proves it"
            )
            .Produces<PlanBound>();
        plan.MapGet("preview", Preview)
            .WithSummary("What publishing would change, and who would lose their place")
            .Produces<PublishPreview>();
        plan.MapPost("stop", Stop)
            .WithSummary("End a running allocation; the best plan so far becomes the draft")
            .Produces(204);
        plan.MapPost("publish", Publish)
            .WithSummary("Publish the draft to the diaries")
            .Accepts<PublishPlanBody>("application/json")
            .Produces<PlanReceipt>(202);
        plan.MapPost("pins", Pin)
            .WithSummary("Sessions the next run must leave where they are")
            .Accepts<PinBody>("application/json")
            .Produces<PlanReceipt>();
    }

    private static async Task<IResult> Run(Posted<RunPlanBody> posted, IGrainFactory grains)
    {
        var body = posted.Body;
        var command = new RunPlan(posted.Info, body.Seed, body.Iterations, body.TimeBudget);
        return Answers.Accepted(
            await Confirmed.Once(() => grains.Plan(body.Week).Run(command)),
            $"/api/v1/plans/{body.Week}"
        );
    }

    private static async Task<IResult> One(string week, IGrainFactory grains, HttpContext context)
    {
        var state = await grains.Plan(week).Get();
        // Progress changes between versions, so a week at work has no tag.
        return state.Progress is null
            ? Answers.Versioned(context, state.Version, state)
            : TypedResults.Ok(state);
    }

    private static async Task<IResult> Bound(string week, IGrainFactory grains) =>
        TypedResults.Ok(await grains.Plan(week).Bound());

    private static async Task<IResult> Preview(string week, IGrainFactory grains) =>
        TypedResults.Ok(await grains.Plan(week).Preview());

    private static async Task<IResult> Stop(string week, IGrainFactory grains)
    {
        await grains.Plan(week).Stop();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Publish(
        string week,
        Posted<PublishPlanBody> posted,
        IGrainFactory grains
    )
    {
        var command = new PublishPlan(
            posted.Info,
            posted.Body.Version,
            posted.Body.AcceptedOrphans
        );
        return Answers.Accepted(
            await Confirmed.Once(() => grains.Plan(week).Publish(command)),
            $"/api/v1/plans/{week}"
        );
    }

    private static async Task<IResult> Pin(
        string week,
        Posted<PinBody> posted,
        IGrainFactory grains
    ) =>
        Answers.Ok(
            await Confirmed.Once(() =>
                grains.Plan(week).Pin(posted.Info, posted.Body.Sessions, posted.Body.Pinned)
            )
        );
}
