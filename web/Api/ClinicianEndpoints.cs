using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Clinicians: who they are, their days, their leave.</summary>
public static class ClinicianEndpoints
{
    private const int LongestLook = 56;

    public static void MapClinicians(this RouteGroupBuilder api)
    {
        var clinicians = api.MapGroup("clinicians").WithTags("Clinicians").ProducesProblem(404);
        clinicians
            .MapGet("", List)
            .RequireAuthorization(Callers.Staff)
            .WithSummary("All clinicians, their hubs and what they run")
            .Produces<Clinician[]>();
        clinicians
            .MapGet("{id}", Days)
            .RequireAuthorization(Callers.Staff)
            .WithSummary(
                "A clinician's leave and promised time: from a date (default today), 1 to 56 days (default 7)"
            )
            .Produces<ClinicianDays>();
        clinicians
            .MapPost("{id}/leave", TakeLeave)
            .RequireAuthorization(Callers.Clinical)
            .WithSummary(
                "Stop new sessions at once. The answer lists sessions that stand in that time"
            )
            .Accepts<LeaveBody>("application/json")
            .Produces<ClaimReceipt>()
            .ProducesProblem(409);
    }

    private static async Task<IResult> List(KnownNetwork configuration, HttpContext context)
    {
        var current = await configuration.Get();
        return Answers.Versioned(context, current.Version, current.Network.Clinicians);
    }

    private static async Task<IResult> Days(
        ClinicianId id,
        DateOnly? from,
        int? days,
        IGrainFactory grains,
        KnownNetwork configuration,
        UkCalendar calendar
    )
    {
        if (days is < 1 or > LongestLook)
            return Problems.BadFields(
                new Dictionary<string, string[]> { ["days"] = [$"must be 1 to {LongestLook}"] }
            );
        if (await Unknown(id, configuration) is { } unknown)
            return unknown;
        return TypedResults.Ok(await grains.Clinician(id).Get(from ?? calendar.Today, days ?? 7));
    }

    private static async Task<IResult> TakeLeave(
        ClinicianId id,
        Posted<LeaveBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    )
    {
        if (await Unknown(id, configuration) is { } unknown)
            return unknown;
        var body = posted.Body;
        var leave = new Leave(body.From, body.To, body.Window, body.Reason);
        return Answers.Ok(
            await Confirmed.Once(() =>
                grains.Clinician(id).TakeLeave(new TakeLeave(posted.Info, leave))
            )
        );
    }

    private static async Task<IResult?> Unknown(ClinicianId id, KnownNetwork configuration) =>
        (await configuration.Get()).Network.Clinicians.Any(clinician => clinician.Id == id)
            ? null
            : Problems.Unknown("clinician", id.Value);
}
