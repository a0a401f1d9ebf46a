using System.Net.WebSockets;
using System.Text;
using Hubs.Model;

namespace Hubs.Survival.Tests;

/// <summary>A board open somewhere, by SignalR's JSON protocol. One that is stuck asks for a board and then never reads.</summary>
public sealed class LiveScreen : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private Task reading = Task.CompletedTask;
    private int messages;

    /// <summary>Boards, changes and heartbeats so far.</summary>
    public int Messages => messages;

    public bool IsOpen => socket.State is WebSocketState.Open && !reading.IsCompleted;

    public static async Task<LiveScreen> Open(
        Uri address,
        HubId hub,
        DateOnly date,
        bool isStuck = false
    )
    {
        var screen = new LiveScreen();
        screen.socket.Options.SetRequestHeader("X-Demo-Role", "receptionist");
        await screen.socket.ConnectAsync(
            new UriBuilder(new Uri(address, "/boards")) { Scheme = "ws" }.Uri,
            CancellationToken.None
        );
        await screen.Send("""{"protocol":"json","version":1}""");
        await screen.Send(
            $$"""{"type":1,"target":"Watch","arguments":["{{hub}}","{{date:yyyy-MM-dd}}"]}"""
        );
        if (!isStuck)
            screen.reading = screen.Read();
        return screen;
    }

    public Task Send(string text) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(text + End),
            WebSocketMessageType.Text,
            endOfMessage: true,
            CancellationToken.None
        );

    private async Task Read()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), closing.Token);
                if (part.MessageType is WebSocketMessageType.Close)
                    return;
                messages += buffer.AsSpan(0, part.Count).Count((byte)End);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // Closed from here, or by the server without a word: IsOpen tells.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        socket.Dispose();
        closing.Dispose();
    }
}
