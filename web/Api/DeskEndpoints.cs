using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Holds, walk-ins, rooms: what the front desk does beside appointments.</summary>
public static class DeskEndpoints
{
    public static void MapDesk(this RouteGroupBuilder api)
    {
        var holds = api.MapGroup("holds")
            .WithTags("Holds")
            .RequireAuthorization(Callers.WhoBooks)
            .ProducesProblem(404)
            .ProducesProblem(409);
        holds
            .MapPost("", Hold)
            .WithSummary("Keep slots for five minutes while somebody decides")
            .Accepts<HoldBody>("application/json")
            .Produces<HoldReceipt>(201);
        holds
            .MapPost("{id}/extend", ExtendHold)
            .WithSummary("Five minutes more, once")
            .Accepts<ReasonBody>(true, "application/json")
            .Produces<HoldReceipt>();
        holds
            .MapPost("{id}/release", ReleaseHold)
            .WithSummary("Give the slots back")
            .Accepts<ReasonBody>(true, "application/json")
            .Produces<HoldReceipt>();

        var walkIns = api.MapGroup("walk-ins")
            .WithTags("Walk-ins")
            .RequireAuthorization(Callers.Desk)
            .ProducesProblem(404)
            .ProducesProblem(409);
        walkIns
            .MapPost("", RegisterWalkIn)
            .WithSummary(
                "Ticket and, with a session and start, a slot in one step, here or at another hub"
            )
            .Accepts<WalkInBody>("application/json")
            .Produces<WalkInReceipt>(201);
        walkIns
            .MapPost("{id}/place", PlaceWalkIn)
            .WithSummary("Give somebody who waits a slot, as arrived")
            .Accepts<PlaceWalkInBody>("application/json")
            .Produces<WalkInReceipt>();
        walkIns
            .MapPost("{id}/send", SendWalkIn)
            .WithSummary("Give somebody who waits a slot at another hub")
            .Accepts<SendWalkInBody>("application/json")
            .Produces<WalkInReceipt>();
        walkIns
            .MapPost("{id}/close", CloseWalkIn)
            .WithSummary("The person was served or left")
            .Accepts<ReasonBody>(true, "application/json")
            .Produces<WalkInReceipt>();

        var rooms = api.MapGroup("hubs/{hub}/diaries/{date}")
            .WithTags("Rooms")
            .RequireAuthorization(Callers.Desk)
            .ProducesProblem(404)
            .ProducesProblem(409);
        rooms
            .MapGet("history", History)
            .WithSummary("Who changed what on this day and why, newest first, 500 changes at most")
            .Produces<ImmutableArray<DiaryHistoryLine>>();
        rooms
            .MapPost("rooms/{room}/state", SetState)
            .WithSummary("Ready, in use, needs cleaning, out of use")
            .Accepts<RoomStateBody>("application/json")
            .Produces<RoomReceipt>();
        rooms
            .MapPost("rooms/{room}/blocks", Block)
            .WithSummary(
                "Nobody can use the room for a while. The answer lists the sessions this affects"
            )
            .Accepts<BlockRoomBody>("application/json")
            .Produces<RoomReceipt>(201);
        rooms
            .MapDelete("blocks/{block}", Unblock)
            .WithSummary("The room can be used again")
            .Produces<RoomReceipt>();
    }

    public const int HistoryLimit = 500;

    private static async Task<IResult> History(
        HubId hub,
        DateOnly date,
        IGrainFactory grains,
        KnownNetwork configuration
    ) =>
        await configuration.UnknownHub(hub)
        ?? TypedResults.Ok(await grains.Diary(hub, date).History(appointment: null, HistoryLimit));

    private static async Task<IResult> Hold(
        Posted<HoldBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    )
    {
        var body = posted.Body;
        if (await configuration.UnknownHub(body.Hub) is { } unknown)
            return unknown;
        var command = new HoldSlots(posted.Info, body.Session, body.Start.Time, body.Slots);
        var answer = await Confirmed.Once(() => grains.Diary(body.Hub, body.Date).Hold(command));
        return Answers.Created(answer, receipt => $"/api/v1/holds/{receipt.Id}");
    }

    private static Task<IResult> ExtendHold(
        HoldId id,
        Posted<ReasonBody> posted,
        IGrainFactory grains
    ) => grains.Tell("hold", id.Value, diary => diary.ExtendHold(new ExtendHold(posted.Info, id)));

    private static Task<IResult> ReleaseHold(
        HoldId id,
        Posted<ReasonBody> posted,
        IGrainFactory grains
    ) =>
        grains.Tell("hold", id.Value, diary => diary.ReleaseHold(new ReleaseHold(posted.Info, id)));

    private static async Task<IResult> RegisterWalkIn(
        Posted<WalkInBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration,
        ResidentSealing residents,
        UkCalendar calendar
    )
    {
        var body = posted.Body;
        var network = (await configuration.Get()).Network;
        if (network.FindHub(body.Hub) is null)
            return HubEndpoints.UnknownHub(body.Hub, network);
        if (body.SentTo is { } other && network.FindHub(other) is null)
            return HubEndpoints.UnknownHub(other, network);
        var details = body.Resident is { } resident ? await residents.Seal(resident.Details) : null;
        var name = network.Services.FirstOrDefault(service => service.Id == body.Service)?.Name;
        var diary = grains.Diary(body.Hub, body.Date ?? calendar.Today);
        var answer = await Confirmed.Once(() =>
            body is { SentTo: { } to, Session: { } session, Start: { } start }
                ? diary.SendWalkIn(
                    new SendWalkIn(
                        posted.Info,
                        body.Service,
                        null,
                        new DiaryKey(to, body.SentOn ?? calendar.Today),
                        session,
                        start.Time,
                        details!
                    )
                )
                : diary.RegisterWalkIn(
                    new RegisterWalkIn(
                        posted.Info,
                        body.Service,
                        body.Session,
                        body.Start?.Time,
                        details,
                        body.SentTo,
                        name
                    )
                )
        );
        return Answers.Created(answer, receipt => $"/api/v1/walk-ins/{receipt.Id}");
    }

    private static async Task<IResult> SendWalkIn(
        TicketId id,
        Posted<SendWalkInBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration,
        ResidentSealing residents,
        UkCalendar calendar
    )
    {
        if (!DiaryKey.TryOfIssued(id.Value, out var key))
            return Problems.Unknown("ticket", id.Value);
        var body = posted.Body;
        if (await configuration.UnknownHub(body.Hub) is { } unknown)
            return unknown;
        var diary = grains.Diary(key);
        if (!(await diary.Get()).WalkIns.TryGetValue(id, out var walkIn))
            return Problems.Unknown("ticket", id.Value);
        var command = new SendWalkIn(
            posted.Info,
            walkIn.Service,
            id,
            new DiaryKey(body.Hub, body.Date ?? calendar.Today),
            body.Session,
            body.Start.Time,
            await residents.Seal(body.Resident.Details)
        );
        return Answers.Ok(await Confirmed.Once(() => diary.SendWalkIn(command)));
    }

    private static async Task<IResult> PlaceWalkIn(
        TicketId id,
        Posted<PlaceWalkInBody> posted,
        IGrainFactory grains,
        ResidentSealing residents
    )
    {
        if (!DiaryKey.TryOfIssued(id.Value, out var key))
            return Problems.Unknown("ticket", id.Value);
        var body = posted.Body;
        var details = body.Resident is { } resident ? await residents.Seal(resident.Details) : null;
        var command = new PlaceWalkIn(posted.Info, id, body.Session, body.Start.Time, details);
        return Answers.Ok(await Confirmed.Once(() => grains.Diary(key).PlaceWalkIn(command)));
    }

    private static Task<IResult> CloseWalkIn(
        TicketId id,
        Posted<ReasonBody> posted,
        IGrainFactory grains
    ) =>
        grains.Tell(
            "ticket",
            id.Value,
            diary => diary.CloseWalkIn(new CloseWalkIn(posted.Info, id))
        );

    private static Task<IResult> SetState(
        HubId hub,
        DateOnly date,
        RoomId room,
        Posted<RoomStateBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    ) =>
        grains.Tell(
            configuration,
            hub,
            date,
            diary => diary.SetRoomState(new SetRoomState(posted.Info, room, posted.Body.State))
        );

    private static async Task<IResult> Block(
        HubId hub,
        DateOnly date,
        RoomId room,
        Posted<BlockRoomBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    )
    {
        if (await configuration.UnknownHub(hub) is { } unknown)
            return unknown;
        var window = new TimeWindow(posted.Body.From.Time, posted.Body.To.Time);
        var block = new RoomBlock(
            $"b-{posted.Info.Fingerprint}",
            hub,
            room,
            date,
            window,
            posted.Body.Reason.Trim()
        );
        var answer = await Confirmed.Once(() =>
            grains.Diary(hub, date).BlockRoom(new BlockRoom(posted.Info, block))
        );
        return Answers.Created(
            answer,
            _ => $"/api/v1/hubs/{hub}/diaries/{date:yyyy-MM-dd}/blocks/{block.Id}"
        );
    }

    private static Task<IResult> Unblock(
        HubId hub,
        DateOnly date,
        string block,
        Posted<ReasonBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    ) =>
        grains.Tell(
            configuration,
            hub,
            date,
            diary => diary.UnblockRoom(new UnblockRoom(posted.Info, block))
        );
}
