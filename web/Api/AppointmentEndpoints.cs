using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Appointments: book, find, move, and every step of a visit.</summary>
public static class AppointmentEndpoints
{
    public static void MapAppointments(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("appointments")
            .WithTags("Appointments")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapPost("", Book)
            .RequireAuthorization(Callers.WhoBooks)
            .WithSummary("Book slots of a session for a resident")
            .Accepts<BookBody>("application/json")
            .Produces<AppointmentReceipt>(201);

        var desk = group.MapGroup("").RequireAuthorization(Callers.Desk);
        desk.MapGet("", Find)
            .WithSummary("Find by reference: ?reference=H7K2-M9XD")
            .Produces<AppointmentView>();
        desk.MapGet("{id}", One)
            .WithSummary("One appointment with the resident's details")
            .Produces<AppointmentView>();
        desk.MapGet("{id}/history", History)
            .WithSummary("Who did what with it, and why")
            .Produces<ImmutableArray<DiaryHistoryLine>>();
        desk.MapPost("{id}/cancel", Cancel).Step<ReasonBody>("Cancel it; its slots are free again");
        desk.MapPost("{id}/reschedule", Reschedule)
            .Step<RescheduleBody>("Move it, also to another day or hub");
        desk.MapPost("{id}/arrive", To(AppointmentStatus.Arrived))
            .Step<ReasonBody>("The resident is here");
        desk.MapPost("{id}/begin", To(AppointmentStatus.InProgress))
            .Step<ReasonBody>("The resident is being seen");
        desk.MapPost("{id}/complete", To(AppointmentStatus.Completed)).Step<ReasonBody>("Done");
        desk.MapPost("{id}/did-not-attend", To(AppointmentStatus.DidNotAttend))
            .Step<ReasonBody>("The resident did not come");
        desk.MapPost("{id}/undo", Undo).Step<ReasonBody>("One step back, after a slip");
    }

    private static async Task<IResult> Book(
        Posted<BookBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration,
        ResidentSealing residents,
        HttpContext context
    )
    {
        var body = posted.Body;
        var network = (await configuration.Get()).Network;
        if (!Knows(network, body.Hub))
            return HubEndpoints.UnknownHub(body.Hub, network);
        if (
            !context.User.IsStaff()
            && !network.Services.Any(s => s.Id == body.Service && MayBookAlone(s))
        )
            return Problems.Of(
                "not-for-booking",
                "Residents cannot book this themselves. Reception can help."
            );
        var details = await residents.Seal(body.Resident.Details);
        var command = new BookAppointment(
            posted.Info,
            body.Session,
            body.Start.Time,
            body.Service,
            details,
            body.Needs,
            body.Slots,
            body.Hold
        );
        var answer = await Confirmed.Once(() => grains.Diary(body.Hub, body.Date).Book(command));
        return Answers.Created(answer, receipt => $"/api/v1/appointments/{receipt.Id}");
    }

    private static bool Knows(Network network, HubId id)
    {
        foreach (var hub in network.Hubs)
            if (hub.Id == id)
                return true;
        return false;
    }

    private static bool MayBookAlone(Service service) =>
        service.IsPublic && service.WaysIn.Contains(WayIn.Book);

    private static async Task<IResult> Find(
        string? reference,
        AppointmentFinder finder,
        ResidentSealing residents
    ) =>
        AppointmentFinder.CodeOf(reference) is not { } code
            ? Problems.BadFields(
                new Dictionary<string, string[]>
                {
                    ["reference"] = ["must be eight letters and digits, such as H7K2-M9XD"],
                }
            )
        : await finder.Find(code) is var (diary, appointment)
            ? TypedResults.Ok(await AppointmentView.Of(diary, appointment, residents))
        : Problems.Of("no-such-appointment", "No appointment has this reference.");

    private static async Task<IResult> One(
        AppointmentId id,
        IGrainFactory grains,
        ResidentSealing residents
    )
    {
        if (!DiaryKey.TryOfIssued(id.Value, out var key))
            return Unknown(id);
        var diary = await grains.Diary(key).Get();
        return diary.Appointments.TryGetValue(id, out var appointment)
            ? TypedResults.Ok(await AppointmentView.Of(diary, appointment, residents))
            : Unknown(id);
    }

    private static async Task<IResult> History(AppointmentId id, IGrainFactory grains) =>
        DiaryKey.TryOfIssued(id.Value, out var key)
            ? TypedResults.Ok(await grains.Diary(key).History(id, limit: 100))
            : Unknown(id);

    private static Task<IResult> Cancel(
        AppointmentId id,
        Posted<ReasonBody> posted,
        IGrainFactory grains
    ) =>
        grains.Tell(
            "appointment",
            id.Value,
            diary => diary.Cancel(new CancelAppointment(posted.Info, id))
        );

    private static async Task<IResult> Reschedule(
        AppointmentId id,
        Posted<RescheduleBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    )
    {
        if (!DiaryKey.TryOfIssued(id.Value, out var key))
            return Unknown(id);
        var body = posted.Body;
        if (body.Hub is { } hub && await configuration.UnknownHub(hub) is { } unknown)
            return unknown;
        var to = new DiaryKey(body.Hub ?? key.Hub, body.Date ?? body.Start.Date ?? key.Date);
        if (!body.Start.FitsOn(to.Date))
            return Problems.BadFields(
                new Dictionary<string, string[]> { ["start"] = [$"is not on {to.Date:yyyy-MM-dd}"] }
            );
        return Answers.Ok(
            await Confirmed.Once(() =>
                grains.Move(key, id, to, body.Session, body.Start.Time, posted.Info)
            )
        );
    }

    private static async Task<IResult> Undo(
        AppointmentId id,
        Posted<ReasonBody> posted,
        IGrainFactory grains
    )
    {
        if (
            !DiaryKey.TryOfIssued(id.Value, out var key)
            || !(await grains.Diary(key).Get()).Appointments.TryGetValue(id, out var appointment)
        )
            return Unknown(id);
        // With nothing to undo the diary says so: no status may follow itself.
        var back = new ChangeAppointmentStatus(
            posted.Info,
            id,
            appointment.Before ?? appointment.Status
        );
        return Answers.Ok(await Confirmed.Once(() => grains.Diary(key).ChangeStatus(back)));
    }

    private static Func<AppointmentId, Posted<ReasonBody>, IGrainFactory, Task<IResult>> To(
        AppointmentStatus status
    ) =>
        (id, posted, grains) =>
            grains.Tell(
                "appointment",
                id.Value,
                diary => diary.ChangeStatus(new ChangeAppointmentStatus(posted.Info, id, status))
            );

    private static void Step<TBody>(this RouteHandlerBuilder endpoint, string summary)
        where TBody : notnull =>
        endpoint
            .WithSummary(summary)
            .Accepts<TBody>(isOptional: true, "application/json")
            .Produces<AppointmentReceipt>();

    private static IResult Unknown(AppointmentId id) => Problems.Unknown("appointment", id.Value);
}
