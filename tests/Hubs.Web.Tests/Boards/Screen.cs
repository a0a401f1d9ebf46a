using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Boards;

/// <summary>A screen that speaks SignalR's JSON protocol by hand over the test server's web socket.</summary>
public sealed class Screen : IDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebSocket socket;
    private readonly Queue<JsonElement> read = new();

    private Screen(WebSocket socket) => this.socket = socket;

    public static async Task<Screen> Open(HubsWeb web, string role)
    {
        var client = web.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Cookie = $"hubs-role={role}";
        var screen = new Screen(
            await client.ConnectAsync(new Uri("ws://localhost/boards"), CancellationToken.None)
        );
        await screen.Send("""{"protocol":"json","version":1}""");
        await screen.Receive();
        return screen;
    }

    public Task Watch(string hub, string date) =>
        Send(
            $$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{hub}}","{{date}}"]}"""
        );

    public Task Unwatch(string hub, string date) =>
        Send($$"""{"type":1,"target":"Unwatch","arguments":["{{hub}}","{{date}}"]}""");

    /// <summary>The next message of this name; others before it are passed over.</summary>
    public async Task<JsonElement> Next(string name)
    {
        while (true)
            if (await Receive() is var message && IsNamed(message, name))
                return message.GetProperty("arguments")[0];
    }

    /// <summary>Why the call just made was refused.</summary>
    public async Task<string> Refusal()
    {
        while (true)
            if (await Receive() is var message && message.TryGetProperty("error", out var error))
                return error.GetString()!;
    }

    public void Dispose() => socket.Dispose();

    private static bool IsNamed(JsonElement message, string name) =>
        message.TryGetProperty("target", out var target) && target.GetString() == name;

    private Task Send(string text) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(text + End),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None
        );

    private async Task<JsonElement> Receive()
    {
        using var limit = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (read.Count == 0)
        {
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            if (part.MessageType is WebSocketMessageType.Close)
                throw new InvalidOperationException($"Closed: {part.CloseStatusDescription}");
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (text.Length == 0 || text[^1] != End)
                continue;
            foreach (
                var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries)
            )
                read.Enqueue(JsonDocument.Parse(message).RootElement);
            text.Clear();
        }
        return read.Dequeue();
    }
}
