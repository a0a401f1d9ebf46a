using Microsoft.AspNetCore.SignalR;

namespace Hubs.Web.Boards;

/// <summary>
/// One screen in front of one board. It remembers only the version it sent last, so a slow screen waits for itself: it gets what it missed when it takes
/// it, or the whole board when that is long ago. Nobody else waits for it, and nothing queues up.
/// </summary>
internal sealed class BoardSeat(HubConnectionContext screen, BoardAudience audience, ILogger log)
{
    private int looks;
    private long? sent;
    private int beat = audience.Beat;
    private volatile bool hasLeft;

    public BoardAudience Audience => audience;

    public void Leave() => hasLeft = true;

    /// <summary>Sends what is new, on this thread as long as the screen takes it at once; if it is still taking the last, after that.</summary>
    public void Look()
    {
        if (Interlocked.Increment(ref looks) == 1)
            _ = CatchUp();
    }

    private async Task CatchUp()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref looks);
                await SendWhatIsNew();
            } while (Interlocked.CompareExchange(ref looks, 0, seen) != seen);
        }
        catch (Exception fault) // Nobody waits for this task; a screen that reconnects starts afresh.
        {
            log.LogError(fault, "A screen of {Board} could not be written to", audience.Key);
            screen.Abort();
        }
    }

    private async ValueTask SendWhatIsNew()
    {
        if (hasLeft || audience.Live is not { } live)
            return;
        if (sent is { } version && live.ChangesAfter(version) is { } changes)
            for (var i = 0; i < changes.Length && !hasLeft; i++)
                await screen.WriteAsync(audience.Message(changes.Span[i]));
        else
            await screen.WriteAsync(audience.Message(live.Board));
        sent = live.Version;
        if (audience.Beat is var now && now != beat && !hasLeft)
        {
            beat = now;
            await screen.WriteAsync(audience.Heartbeat(live));
        }
    }
}
