using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>The way of a command from its caller to the diary that decides it.</summary>
internal static class DiaryCommands
{
    /// <summary>To the diary that issued this id; 404 when none can have issued it.</summary>
    public static async Task<IResult> Tell<TReceipt>(
        this IGrainFactory grains,
        string kind,
        string id,
        Func<IDiaryGrain, Task<Answer<TReceipt>>> command
    )
        where TReceipt : Receipt =>
        DiaryKey.TryOfIssued(id, out var key)
            ? Answers.Ok(await Confirmed.Once(() => command(grains.Diary(key))))
            : Problems.Unknown(kind, id);

    /// <summary>To a hub's day; 404 for a hub that is not of this network.</summary>
    public static async Task<IResult> Tell<TReceipt>(
        this IGrainFactory grains,
        KnownNetwork configuration,
        HubId hub,
        DateOnly date,
        Func<IDiaryGrain, Task<Answer<TReceipt>>> command
    )
        where TReceipt : Receipt =>
        await configuration.UnknownHub(hub)
        ?? Answers.Ok(await Confirmed.Once(() => command(grains.Diary(hub, date))));

    /// <summary>Within a day by the day's own diary, else by a booking there and a cancellation here.</summary>
    public static Task<Answer<AppointmentReceipt>> Move(
        this IGrainFactory grains,
        DiaryKey from,
        AppointmentId id,
        DiaryKey to,
        SessionId session,
        TimeOnly start,
        CommandInfo info
    ) =>
        from == to
            ? grains.Diary(from).Reschedule(new RescheduleAppointment(info, id, session, start))
            : grains.Diary(from).MoveElsewhere(info, id, to, session, start);

    /// <summary>404 with the hubs there are, or null when this is one of them.</summary>
    public static async Task<IResult?> UnknownHub(this KnownNetwork configuration, HubId hub)
    {
        var network = (await configuration.Get()).Network;
        return network.Hubs.Any(h => h.Id == hub) ? null : HubEndpoints.UnknownHub(hub, network);
    }
}
