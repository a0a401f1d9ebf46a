using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Hubs.Web.Boards;

/// <summary>
/// Screens at /boards. <c>Watch(hub, date)</c> is answered by the message <c>board</c>, whole, at version n, then <c>change</c> n+1, n+2, ... in order, and
/// <c>heartbeat</c> every five seconds. Who missed something calls <c>Watch</c> again. Residents get public sessions only.
/// </summary>
[Authorize]
public sealed class BoardChannel(
    BoardWatches watches,
    KnownNetwork configuration,
    UkCalendar calendar
) : Microsoft.AspNetCore.SignalR.Hub
{
    public async Task Watch(string hub, DateOnly date)
    {
        if (
            !HubId.TryParse(hub, out var id)
            || (await configuration.Get()).Network.Hubs.All(h => h.Id != id)
        )
            throw new HubException("There is no such hub.");
        if (!BookingWindow.IsFollowed(date, calendar.Today))
            throw new HubException(
                $"Boards are shown from yesterday, for {BookingWindow.Days} days."
            );
        if (!watches.Start(Context.ConnectionId, new DiaryKey(id, date), Context.User!.IsStaff()))
            throw new HubException(
                $"One connection watches at most {BoardWatches.PerConnection} boards."
            );
    }

    public void Unwatch(string hub, DateOnly date)
    {
        if (HubId.TryParse(hub, out var id))
            watches.Stop(Context.ConnectionId, new DiaryKey(id, date));
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watches.StopAll(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
