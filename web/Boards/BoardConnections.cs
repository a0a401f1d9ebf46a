using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Hubs.Web.Boards;

/// <summary>Every open connection itself, so that a message made into bytes once can be written to many.</summary>
public sealed class BoardConnections(ILogger<DefaultHubLifetimeManager<BoardChannel>> log)
    : DefaultHubLifetimeManager<BoardChannel>(log)
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> open = new(
        StringComparer.Ordinal
    );

    /// <summary>Null when it has been closed.</summary>
    public HubConnectionContext? Find(string connection) => open.GetValueOrDefault(connection);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        open[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        open.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }
}
