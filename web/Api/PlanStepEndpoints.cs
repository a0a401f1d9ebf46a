using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>What a coordinator does to a draft by hand: move a session, take a step back, compare.</summary>
public static class PlanStepEndpoints
{
    public static void MapPlanSteps(this RouteGroupBuilder api)
    {
        var plans = api.MapPlanOfWeek().ProducesProblem(409);
        plans
            .MapGet("sessions/{session}/move", TryMove)
            .WithSummary(
                "What moving the session there would do: as why-not, but its own pin does not count"
            )
            .WithDescription(
                "room, date (2026-11-24) and start (09:30) are required. clinicians: who runs it, several by comma; missing means whoever suits best."
            )
            .Produces<PlaceVerdict>();
        plans
            .MapPost("sessions/{session}/move", Move)
            .WithSummary(
                "Move the session and pin it there; others only as accepted. Makes a draft"
            )
            .Accepts<MoveSessionBody>("application/json")
            .Produces<PlanReceipt>();
        plans
            .MapPost("undo", Undo)
            .WithSummary("Take back the newest run, move or pin since the last publication")
            .Accepts<PlanVersionBody>("application/json")
            .Produces<PlanReceipt>();
        plans
            .MapPost("redo", Redo)
            .WithSummary("Do again what was undone last")
            .Accepts<PlanVersionBody>("application/json")
            .Produces<PlanReceipt>();
        plans
            .MapGet("compare", Compare)
            .WithSummary("The draft beside the published plan, or beside an earlier draft")
            .WithDescription(
                "with: published (the default), or the version of a step listed by GET plans/{week}."
            )
            .Produces<PlanComparison>();
    }

    private static Task<IResult> TryMove(
        string week,
        SessionId session,
        string? room,
        string? date,
        string? start,
        string? clinicians,
        IGrainFactory grains
    ) =>
        PlanReasonEndpoints.Judge(
            week,
            session,
            (room, date, start, clinicians),
            grains,
            (plan, place) => plan.TryMove(session, place)
        );

    private static async Task<IResult> Move(
        string week,
        SessionId session,
        Posted<MoveSessionBody> posted,
        IGrainFactory grains
    )
    {
        var body = posted.Body;
        if (IsoWeek.Of(body.Date) != PlanRoutes.Parsed(week))
            return Problems.BadFields(
                new Dictionary<string, string[]> { ["date"] = [$"must be in {week}"] }
            );
        var place = new SessionPlace(body.Room, body.Date, body.Start)
        {
            Clinicians = body.Clinicians,
        };
        var command = new MoveSession(posted.Info, body.Version, session, place)
        {
            Others = body.Others,
        };
        return Answers.Ok(await Confirmed.Once(() => grains.Plan(week).Move(command)));
    }

    private static Task<IResult> Undo(
        string week,
        Posted<PlanVersionBody> posted,
        IGrainFactory grains
    ) => Step(() => grains.Plan(week).Undo(posted.Info, posted.Body.Version));

    private static Task<IResult> Redo(
        string week,
        Posted<PlanVersionBody> posted,
        IGrainFactory grains
    ) => Step(() => grains.Plan(week).Redo(posted.Info, posted.Body.Version));

    private static async Task<IResult> Step(Func<Task<Answer<PlanReceipt>>> take) =>
        Answers.Ok(await Confirmed.Once(take));

    private static async Task<IResult> Compare(string week, string? with, IGrainFactory grains)
    {
        long? version = null;
        if (with is { Length: > 0 } and not "published")
        {
            if (!long.TryParse(with, NumberStyles.None, CultureInfo.InvariantCulture, out var kept))
                return Problems.BadFields(
                    new Dictionary<string, string[]>
                    {
                        ["with"] = ["must be published or the version of a step"],
                    }
                );
            version = kept;
        }
        return await grains.Plan(week).Compare(version) is { } comparison
            ? TypedResults.Ok(comparison)
            : Problems.Unknown("plan", with ?? "published");
    }
}
