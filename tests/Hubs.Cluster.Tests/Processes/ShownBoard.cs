using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hubs.Model;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>What a screen is shown that is opened now: the web node's own picture, not the grain's.</summary>
internal static class ShownBoard
{
    private const long NothingShown = -1;
    private const char End = '\u001e';

    public static async Task<long> Version(
        Uri web,
        HubId hub,
        DateOnly date,
        CancellationToken enough
    )
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Demo-Role", "receptionist");
        await socket.ConnectAsync(
            new UriBuilder(new Uri(web, "/boards")) { Scheme = "ws" }.Uri,
            enough
        );
        await Send("""{"protocol":"json","version":1}""");
        await Send(
            $$"""{"type":1,"target":"Watch","arguments":["{{hub}}","{{date:yyyy-MM-dd}}"]}"""
        );
        var heard = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), enough);
            heard.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            var messages = heard.ToString().Split(End);
            foreach (var message in messages[..^1])
                if (BoardIn(message) is { } version)
                    return version;
            heard.Clear().Append(messages[^1]);
        }

        Task Send(string text) =>
            socket.SendAsync(
                Encoding.UTF8.GetBytes(text + End),
                WebSocketMessageType.Text,
                endOfMessage: true,
                enough
            );
    }

    /// <summary>Null for another message; nothing was shown when the call itself failed.</summary>
    private static long? BoardIn(string message)
    {
        using var json = JsonDocument.Parse(message);
        if (json.RootElement.TryGetProperty("error", out _))
            return NothingShown;
        return
            json.RootElement.TryGetProperty("target", out var target)
            && target.GetString() == "board"
            ? json.RootElement.GetProperty("arguments")[0].GetProperty("version").GetInt64()
            : null;
    }
}
