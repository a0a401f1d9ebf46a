using System.Text;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Calendars;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

public sealed record CalendarBody : IChecked
{
    /// <summary>What the clinician calls it, for example "Practice".</summary>
    public required string Name { get; init; }

    /// <summary>https or webcal. Kept encrypted and told to nobody.</summary>
    public required string Address { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() => CalendarNames.Faults(Name);
}

/// <summary>A session that stands in its clinician's busy time.</summary>
public sealed record ClashBody(ClinicianId Clinician, DayClaim Session, TimeWindow Busy);

internal static class CalendarNames
{
    public const int Longest = 60;

    public static IEnumerable<(string Field, string Sentence)> Faults(string? name)
    {
        if (name?.Trim().Length is null or 0 or > Longest)
            yield return ("name", $"must be 1 to {Longest} characters");
    }
}

/// <summary>Clinicians' own calendars: only their busy times come in.</summary>
public static class CalendarEndpoints
{
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("clinicians")
            .WithTags("Calendars")
            .RequireAuthorization(Callers.Clinical)
            .ProducesProblem(404);
        calendars
            .MapGet("clashes", AllClashes)
            .WithSummary(
                "Sessions of all clinicians that stand in busy time of their own calendars"
            )
            .Produces<ClashBody[]>();
        calendars
            .MapGet("{id}/clashes", Clashes)
            .WithSummary("Sessions of one clinician that stand in busy time")
            .Produces<ClashBody[]>();
        calendars
            .MapGet("{id}/calendars", List)
            .WithSummary(
                "A clinician's own calendars, when each was last read, and what happened to them"
            )
            .Produces<OutsideCalendars>();
        calendars
            .MapPost("{id}/calendars", Add)
            .WithSummary("Read a calendar at an address now, and every half hour from then on")
            .Accepts<CalendarBody>("application/json")
            .Produces<CalendarReceipt>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(422);
        calendars
            .MapPost("{id}/calendars/file", AddFile)
            .WithSummary("Read a calendar file once; the file is not kept")
            .Accepts<string>("text/calendar")
            .Produces<CalendarReceipt>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(422);
        calendars
            .MapPost("{id}/calendars/read", ReadAgain)
            .WithSummary("Read all calendars with an address now")
            .Produces<CalendarReceipt[]>();
        calendars
            .MapDelete("{id}/calendars/{calendar}", Remove)
            .WithSummary("Remove a calendar. Its busy times end at once")
            .Produces<CalendarReceipt>();
    }

    private static async Task<IResult> AllClashes(CalendarsIn calendars) =>
        TypedResults.Ok((await calendars.Clashes()).Select(Body));

    private static async Task<IResult> Clashes(
        ClinicianId id,
        IGrainFactory grains,
        UkCalendar calendar
    ) =>
        await Find(id, grains) is { } clinician
            ? TypedResults.Ok(
                CalendarsIn
                    .Clashes(
                        clinician,
                        await grains.Clinician(id).Get(calendar.Today, CalendarsIn.DaysAhead)
                    )
                    .Select(Body)
            )
            : Unknown(id);

    private static async Task<IResult> List(ClinicianId id, IGrainFactory grains) =>
        await Find(id, grains) is null
            ? Unknown(id)
            : TypedResults.Ok(await grains.OutsideCalendars(id).List());

    private static async Task<IResult> Add(
        ClinicianId id,
        Posted<CalendarBody> posted,
        CalendarsIn calendars,
        IGrainFactory grains,
        HttpContext context
    ) =>
        await Find(id, grains) is null
            ? Unknown(id)
            : Answers.Ok(
                await Confirmed.Once(() =>
                    calendars.AddAddress(
                        id,
                        posted.Info,
                        posted.Body.Name.Trim(),
                        posted.Body.Address,
                        context.RequestAborted
                    )
                )
            );

    private static async Task<IResult> AddFile(
        ClinicianId id,
        string name,
        CalendarsIn calendars,
        IGrainFactory grains,
        CommandKeys keys,
        HttpContext context
    )
    {
        var faults = CalendarNames
            .Faults(name)
            .ToDictionary(f => f.Field, f => new[] { f.Sentence });
        if (faults.Count > 0)
            return Problems.BadFields(faults);
        return await Find(id, grains) is null
            ? Unknown(id)
            : Answers.Ok(
                await calendars.AddFile(
                    id,
                    Info(context, keys),
                    name.Trim(),
                    context.Request.Body,
                    context.RequestAborted
                )
            );
    }

    private static async Task<IResult> ReadAgain(
        ClinicianId id,
        CalendarsIn calendars,
        IGrainFactory grains,
        HttpContext context
    ) =>
        await Find(id, grains) is null
            ? Unknown(id)
            : TypedResults.Ok(await calendars.ReadAgain(id, context.RequestAborted));

    private static async Task<IResult> Remove(
        ClinicianId id,
        CalendarId calendar,
        CalendarsIn calendars,
        IGrainFactory grains,
        CommandKeys keys,
        HttpContext context
    ) =>
        await Find(id, grains) is null
            ? Unknown(id)
            : Answers.Ok(await calendars.Remove(id, Info(context, keys), calendar));

    /// <summary>Of a request without a JSON body.</summary>
    private static CommandInfo Info(HttpContext context, CommandKeys keys)
    {
        if (
            !CommandId.TryParse(
                context.Request.Headers[PostedBody.KeyHeader].ToString(),
                out var key
            )
        )
            key = CommandKeys.Fresh();
        context.Response.Headers[PostedBody.KeyHeader] = key.Value;
        var what = Encoding.UTF8.GetBytes(context.Request.QueryString.Value ?? "");
        return new CommandInfo(
            key,
            keys.Fingerprint(context.Request.Method, context.Request.Path, what),
            context.Actor()
        );
    }

    private static ClashBody Body(CalendarClash clash) =>
        new(clash.Clinician.Id, clash.Session, clash.Busy);

    private static async Task<Clinician?> Find(ClinicianId id, IGrainFactory grains) =>
        (await grains.Network.Get()).Network.Clinicians.FirstOrDefault(c => c.Id == id);

    private static IResult Unknown(ClinicianId id) => Problems.Unknown("clinician", id.Value);
}
