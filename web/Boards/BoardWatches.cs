using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hubs.Model;
using Microsoft.AspNetCore.SignalR;

namespace Hubs.Web.Boards;

/// <summary>Sent every five seconds. <see cref="ConfirmedAt"/>: when this server last knew the board to be up to date.</summary>
public sealed record Heartbeat(
    HubId Hub,
    DateOnly Date,
    long Version,
    DateTimeOffset At,
    DateTimeOffset ConfirmedAt
);

/// <summary>
/// One task per watched board and connection. It remembers only the version it sent last, so a slow client waits for itself: it gets what it missed when it
/// takes it, or the whole board when that is long ago. Nobody else waits for it, and nothing queues up.
/// </summary>
public sealed class BoardWatches(
    LiveBoards boards,
    IHubContext<BoardChannel> channel,
    TimeProvider clock
)
{
    public const int PerConnection = 4;
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<
        string,
        ImmutableDictionary<DiaryKey, CancellationTokenSource>
    > running = new();

    /// <summary>Starts afresh if it runs already. False when the connection watches too many.</summary>
    public bool Start(string connection, DiaryKey key, bool isStaff, CancellationToken gone)
    {
        Stop(connection, key);
        var known =
            running.GetValueOrDefault(connection)
            ?? ImmutableDictionary<DiaryKey, CancellationTokenSource>.Empty;
        if (known.Count >= PerConnection)
            return false;
        var end = CancellationTokenSource.CreateLinkedTokenSource(gone);
        running[connection] = known.Add(key, end);
        _ = Follow(channel.Clients.Client(connection), key, isStaff, end.Token);
        return true;
    }

    public void Stop(string connection, DiaryKey key)
    {
        if (running.TryGetValue(connection, out var known) && known.TryGetValue(key, out var end))
        {
            running[connection] = known.Remove(key);
            end.Cancel();
            end.Dispose();
        }
    }

    public void StopAll(string connection)
    {
        if (running.TryRemove(connection, out var known))
            foreach (var end in known.Values)
            {
                end.Cancel();
                end.Dispose();
            }
    }

    private async Task Follow(
        IClientProxy client,
        DiaryKey key,
        bool isStaff,
        CancellationToken end
    )
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = boards.Subscribe(key, () => changed.Release());
        long? sent = null;
        var beat = clock.GetTimestamp();
        try
        {
            while (!end.IsCancellationRequested)
            {
                var live = boards.Find(key);
                if (live is not null)
                    sent = await Send(client, live, sent, isStaff, end);
                if (live is not null && clock.GetElapsedTime(beat) >= HeartbeatPeriod)
                {
                    var heartbeat = new Heartbeat(
                        key.Hub,
                        key.Date,
                        live.Version,
                        clock.GetUtcNow(),
                        live.ConfirmedAt
                    );
                    await client.SendAsync("heartbeat", heartbeat, end);
                    beat = clock.GetTimestamp();
                }
                await Wait(changed, HeartbeatPeriod - clock.GetElapsedTime(beat), end);
            }
        }
        catch (OperationCanceledException)
        {
            // The screen is gone, or watches something else.
        }
    }

    private static async Task<long> Send(
        IClientProxy client,
        LiveBoard live,
        long? sent,
        bool isStaff,
        CancellationToken end
    )
    {
        if (sent is { } version && live.ChangesAfter(version) is { } changes)
            for (var i = 0; i < changes.Length; i++)
            {
                var change = changes.Span[i];
                await client.SendAsync("change", isStaff ? change : PublicBoard.Of(change), end);
            }
        else
            await client.SendAsync("board", isStaff ? live.Board : PublicBoard.Of(live.Board), end);
        return live.Version;
    }

    private async Task Wait(SemaphoreSlim changed, TimeSpan atMost, CancellationToken end)
    {
        if (atMost <= TimeSpan.Zero)
            return;
        using var limit = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            // Nothing changed: time for a heartbeat.
        }
    }
}
