using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Hubs.Bench.Load;

/// <summary>A change as a screen saw it: after <see cref="From"/>, up to <see cref="To"/>, and when.</summary>
internal readonly record struct Seen(long From, long To, long At);

/// <summary>One open board: SignalR's JSON protocol over a web socket. Ends with an error when a change is lost or out of order.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private const byte End = 0x1e;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _watching = new();
    private byte[] _buffer = new byte[256 * 1024];
    private Task _reading = Task.CompletedTask;
    private long _version = -1;

    private Screen(string hub) => Hub = hub;

    public string Hub { get; }

    public List<Seen> Changes { get; } = [];

    public long Version => Interlocked.Read(ref _version);

    public static async Task<Screen> Open(Uri address, string path, string hub, DateOnly date)
    {
        var screen = new Screen(hub);
        await screen._socket.ConnectAsync(
            new UriBuilder(new Uri(address, path)) { Scheme = "ws" }.Uri,
            CancellationToken.None
        );
        await screen.Send("""{"protocol":"json","version":1}""");
        screen._reading = screen.Read();
        await screen.Send(
            $$"""{"type":1,"target":"Watch","arguments":["{{hub}}","{{date:yyyy-MM-dd}}"]}"""
        );
        await await Task.WhenAny(screen._watching.Task, screen._reading)
            .WaitAsync(TimeSpan.FromSeconds(20));
        return screen;
    }

    /// <summary>Throws what went wrong while reading, if anything did.</summary>
    public Task Faults() => _reading.IsFaulted ? _reading : Task.CompletedTask;

    private async Task Read()
    {
        var held = 0;
        try
        {
            while (true)
            {
                if (held == _buffer.Length)
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(held), _closing.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    throw new IOException("The server closed a board.");
                held = TakeMessages(held + part.Count);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed from here.
        }
    }

    /// <summary>What is left over moves to the front; returns how much.</summary>
    private int TakeMessages(int held)
    {
        var start = 0;
        while (_buffer.AsSpan(start, held - start).IndexOf(End) is var length and >= 0)
        {
            Take(_buffer.AsMemory(start, length));
            start += length + 1;
        }
        _buffer.AsSpan(start, held - start).CopyTo(_buffer);
        return held - start;
    }

    private void Take(ReadOnlyMemory<byte> message)
    {
        var at = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(message);
        if (!json.RootElement.TryGetProperty("target", out var target))
            return;
        var body = json.RootElement.GetProperty("arguments")[0];
        switch (target.GetString())
        {
            case "board":
                Interlocked.Exchange(ref _version, body.GetProperty("version").GetInt64());
                _watching.TrySetResult();
                break;
            case "change":
                var seen = new Seen(
                    body.GetProperty("from").GetInt64(),
                    body.GetProperty("to").GetInt64(),
                    at
                );
                if (seen.From != Version)
                    throw new InvalidDataException(
                        $"A board of {Hub} at version {Version} was sent the change from {seen.From} to {seen.To}."
                    );
                Interlocked.Exchange(ref _version, seen.To);
                Changes.Add(seen);
                break;
        }
    }

    private Task Send(string text) =>
        _socket.SendAsync(
            Encoding.UTF8.GetBytes(text + (char)End),
            WebSocketMessageType.Text,
            endOfMessage: true,
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
    }
}
