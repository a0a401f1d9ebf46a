using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>A coordinator's week: allocate, look, publish.</summary>
public static class PlanEndpoints
{
    public static void MapPlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("plans")
            .WithTags("Plans")
            .RequireAuthorization(Callers.Coordinators)
            .ProducesProblem(404)
            .ProducesProblem(409);
        plans
            .MapPost("", Run)
            .WithSummary("Start allocating a week; follow GET plans/{week}")
            .Accepts<RunPlanBody>("application/json")
            .Produces<PlanReceipt>(202);
        plans
            .MapGet("{week}", One)
            .WithSummary("The week's draft, what is published, and what goes on now")
            .Produces<PlanState>();
        plans
            .MapGet("{week}/bound", Bound)
            .WithSummary(
                "How good any plan of the week could be: sessions that must stay without a place and points that must be paid, with the counting that proves it"
            )
            .Produces<PlanBound>();
        plans
            .MapGet("{week}/preview", Preview)
            .WithSummary("What publishing would change, and who would lose their place")
            .Produces<PublishPreview>();
        plans
            .MapPost("{week}/stop", Stop)
            .WithSummary("End a running allocation; the best plan so far becomes the draft")
            .Produces(204);
        plans
            .MapPost("{week}/publish", Publish)
            .WithSummary("Publish the draft to the diaries")
            .Accepts<PublishPlanBody>("application/json")
            .Produces<PlanReceipt>(202);
        plans
            .MapPost("{week}/pins", Pin)
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
        if (!IsoWeek.TryParse(week, out var iso))
            return Unknown(week);
        var state = await grains.Plan(iso).Get();
        // Progress changes between versions, so a week at work has no tag.
        return state.Progress is null
            ? Answers.Versioned(context, state.Version, state)
            : TypedResults.Ok(state);
    }

    private static async Task<IResult> Bound(string week, IGrainFactory grains) =>
        IsoWeek.TryParse(week, out var iso)
            ? TypedResults.Ok(await grains.Plan(iso).Bound())
            : Unknown(week);

    private static async Task<IResult> Preview(string week, IGrainFactory grains) =>
        IsoWeek.TryParse(week, out var iso)
            ? TypedResults.Ok(await grains.Plan(iso).Preview())
            : Unknown(week);

    private static async Task<IResult> Stop(string week, IGrainFactory grains)
    {
        if (!IsoWeek.TryParse(week, out var iso))
            return Unknown(week);
        await grains.Plan(iso).Stop();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Publish(
        string week,
        Posted<PublishPlanBody> posted,
        IGrainFactory grains
    )
    {
        if (!IsoWeek.TryParse(week, out var iso))
            return Unknown(week);
        var command = new PublishPlan(
            posted.Info,
            posted.Body.Version,
            posted.Body.AcceptedOrphans
        );
        return Answers.Accepted(
            await Confirmed.Once(() => grains.Plan(iso).Publish(command)),
            $"/api/v1/plans/{iso}"
        );
    }

    private static async Task<IResult> Pin(
        string week,
        Posted<PinBody> posted,
        IGrainFactory grains
    ) =>
        IsoWeek.TryParse(week, out var iso)
            ? Answers.Ok(
                await Confirmed.Once(() =>
                    grains.Plan(iso).Pin(posted.Info, posted.Body.Sessions, posted.Body.Pinned)
                )
            )
            : Unknown(week);

    private static IResult Unknown(string week) => Problems.Unknown("week", week);
}
