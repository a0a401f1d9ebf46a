using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Sessions booked by hand, their rooms, and clinicians' time.</summary>
public static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("")
            .WithTags("Sessions")
            .RequireAuthorization(Callers.Staff)
            .ProducesProblem(404)
            .ProducesProblem(409);
        sessions
            .MapPost("sessions", Place)
            .WithSummary("Book a session: clinicians, room and equipment together, or none of them")
            .Accepts<PlaceSessionBody>("application/json")
            .Produces<SessionReceipt>(201);
        sessions
            .MapPost("hubs/{hub}/diaries/{date}/sessions/{session}/cancel", Cancel)
            .WithSummary("Cancel a session. The answer lists the appointments it orphans")
            .Accepts<ReasonBody>(true, "application/json")
            .Produces<SessionReceipt>();
        sessions
            .MapPost("hubs/{hub}/diaries/{date}/sessions/{session}/room", ChangeRoom)
            .WithSummary("Move a session to another room; its appointments stay")
            .Accepts<ChangeRoomBody>("application/json")
            .Produces<SessionReceipt>();
    }

    private static async Task<IResult> Place(
        Posted<PlaceSessionBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration,
        SessionByHand sessions
    )
    {
        var network = (await configuration.Get()).Network;
        var (command, refusal) = await sessions.Prepare(posted.Info, posted.Body, network);
        if (command is null)
            return Problems.Of(refusal!);
        var answer = await Confirmed.Once(() =>
            grains.Diary(posted.Body.Hub, posted.Body.Date).PlaceSession(command)
        );
        return Answers.Created(
            answer,
            receipt =>
                $"/api/v1/hubs/{receipt.Session.Hub}/diaries/{receipt.Session.Date:yyyy-MM-dd}"
        );
    }

    private static Task<IResult> Cancel(
        HubId hub,
        DateOnly date,
        SessionId session,
        Posted<ReasonBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    ) =>
        grains.Tell(
            configuration,
            hub,
            date,
            diary => diary.CancelSession(new CancelSession(posted.Info, session))
        );

    private static Task<IResult> ChangeRoom(
        HubId hub,
        DateOnly date,
        SessionId session,
        Posted<ChangeRoomBody> posted,
        IGrainFactory grains,
        KnownNetwork configuration
    ) =>
        grains.Tell(
            configuration,
            hub,
            date,
            diary => diary.ChangeRoom(new ChangeRoom(posted.Info, session, posted.Body.Room))
        );
}
