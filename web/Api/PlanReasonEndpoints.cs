using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>Why a session is where it is in the week's draft (else as published), and why not elsewhere. Nothing here changes anything.</summary>
public static class PlanReasonEndpoints
{
    public static void MapPlanReasons(this RouteGroupBuilder api)
    {
        var sessions = api.MapPlanOfWeek("/sessions/{session}");
        sessions
            .MapGet("why", Why)
            .WithSummary(
                "Why the session is where it is and what else there is; for one without a place, the rules that block it"
            )
            .Produces<SessionReasons>();
        sessions
            .MapGet("why-not", WhyNot)
            .WithSummary(
                "Whether the session could be at a place: free, or what stands in the way, which other sessions would have to move, and what the score would do"
            )
            .WithDescription(
                "room, date (2026-11-24) and start (09:30) are required. clinicians: who runs it, several by comma; missing means whoever suits best."
            )
            .Produces<PlaceVerdict>();
        sessions
            .MapGet("relaxations", Relaxations)
            .WithSummary(
                "What could give way so that a session without a place finds one, cheapest first, each tried out"
            )
            .Produces<Relaxation[]>();
    }

    private static async Task<IResult> Relaxations(
        string week,
        SessionId session,
        IGrainFactory grains
    ) =>
        await grains.Plan(week).Why(session) is null
            ? Problems.Unknown("session", session.Value)
            : TypedResults.Ok(await grains.Plan(week).Relaxations(session));

    private static async Task<IResult> Why(string week, SessionId session, IGrainFactory grains) =>
        await grains.Plan(week).Why(session) is { } reasons
            ? TypedResults.Ok(reasons)
            : Problems.Unknown("session", session.Value);

    private static Task<IResult> WhyNot(
        string week,
        SessionId session,
        string? room,
        string? date,
        string? start,
        string? clinicians,
        IGrainFactory grains
    ) =>
        Judge(
            week,
            session,
            (room, date, start, clinicians),
            grains,
            (plan, place) => plan.WhyNot(session, place)
        );

    /// <summary>Reads the place asked about, and asks.</summary>
    internal static async Task<IResult> Judge(
        string week,
        SessionId session,
        (string? Room, string? Date, string? Start, string? Clinicians) asked,
        IGrainFactory grains,
        Func<IPlanGrain, SessionPlace, Task<PlaceVerdict?>> ask
    )
    {
        var (room, date, start, clinicians) = asked;
        var iso = PlanRoutes.Parsed(week);
        var fields = new QueryFields();
        var place = new SessionPlace(
            fields.Id<RoomId>("room", room, required: true) ?? default,
            fields.Date("date", date) ?? iso.Monday,
            fields.Time("start", start) ?? default
        )
        {
            Clinicians =
            [
                .. (clinicians ?? "")
                    .Split(
                        ',',
                        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                    )
                    .Select(id => fields.Id<ClinicianId>("clinicians", id) ?? default),
            ],
        };
        if (string.IsNullOrEmpty(start))
            fields.Faults["start"] = ["is missing"];
        if (string.IsNullOrEmpty(date))
            fields.Faults["date"] = ["is missing"];
        else if (fields.Faults.Count == 0 && IsoWeek.Of(place.Date) != iso)
            fields.Faults["date"] = [$"must be in {iso}"];
        if (fields.Faults.Count > 0)
            return Problems.BadFields(fields.Faults);
        var network = (await grains.Network.Get()).Network;
        if (!network.Hubs.Any(hub => hub.FindRoom(place.Room) is not null))
            return Problems.Unknown("room", place.Room.Value);
        if (
            place.Clinicians.FirstOrDefault(id => network.Clinicians.All(c => c.Id != id)) is
            { Value: not null } stranger
        )
            return Problems.Unknown("clinician", stranger.Value);
        return await ask(grains.Plan(iso), place) is { } verdict
            ? TypedResults.Ok(verdict)
            : Problems.Unknown("session", session.Value);
    }
}
