using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hubs.Model;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

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
/// All screens that watch one board and may see the same of it. What they are sent is made into JSON once for all of them, whoever needs it first.
/// </summary>
internal sealed class BoardAudience : IThreadPoolWorkItem, IDisposable
{
    private readonly LiveBoards boards;
    private readonly bool isStaff;
    private readonly TimeProvider clock;
    private readonly IDisposable subscription;
    private readonly ITimer timer;

    // By the change or board itself: forgotten together with it.
    private readonly ConditionalWeakTable<object, SerializedHubMessage> messages = [];
    private ImmutableArray<BoardSeat> seats = [];
    private ReadyHeartbeat? heartbeat;
    private int beat;
    private int isTold;

    public BoardAudience(LiveBoards boards, DiaryKey key, bool isStaff, TimeProvider clock)
    {
        (this.boards, Key, this.isStaff, this.clock) = (boards, key, isStaff, clock);
        subscription = boards.Subscribe(key, Tell);
        timer = clock.CreateTimer(
            _ =>
            {
                Interlocked.Increment(ref beat);
                Tell();
            },
            null,
            BoardWatches.HeartbeatPeriod,
            BoardWatches.HeartbeatPeriod
        );
    }

    public DiaryKey Key { get; }

    public bool IsEmpty => seats.IsEmpty;

    /// <summary>Null until the day is known here.</summary>
    public LiveBoard? Live => boards.Find(Key);

    /// <summary>Rises when it is time for another heartbeat.</summary>
    public int Beat => Volatile.Read(ref beat);

    public void Add(BoardSeat seat) => ImmutableInterlocked.Update(ref seats, all => all.Add(seat));

    public void Remove(BoardSeat seat) =>
        ImmutableInterlocked.Update(ref seats, all => all.Remove(seat));

    public void Dispose()
    {
        subscription.Dispose();
        timer.Dispose();
    }

    public SerializedHubMessage Message(BoardChange change) =>
        messages.TryGetValue(change, out var ready)
            ? ready
            : messages.GetValue(
                change,
                _ => Make("change", isStaff ? change : PublicBoard.Of(change))
            );

    public SerializedHubMessage Message(Board board) =>
        messages.TryGetValue(board, out var ready)
            ? ready
            : messages.GetValue(board, _ => Make("board", isStaff ? board : PublicBoard.Of(board)));

    /// <summary>Of a screen that shows this version.</summary>
    public SerializedHubMessage Heartbeat(LiveBoard live)
    {
        var now = Beat;
        if (heartbeat is { } ready && ready.Beat == now && ready.Version == live.Version)
            return ready.Message;
        var made = Make(
            "heartbeat",
            new Heartbeat(Key.Hub, Key.Date, live.Version, clock.GetUtcNow(), live.ConfirmedAt)
        );
        heartbeat = new(now, live.Version, made);
        return made;
    }

    /// <summary>Off the caller's thread: it has other boards to see to.</summary>
    private void Tell()
    {
        if (Interlocked.Exchange(ref isTold, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        // First: what changes from now on is told again.
        Volatile.Write(ref isTold, 0);
        foreach (var seat in seats)
            seat.Look();
    }

    private static SerializedHubMessage Make(string method, object body) =>
        new(new InvocationMessage(method, [body]));

    private sealed record ReadyHeartbeat(int Beat, long Version, SerializedHubMessage Message);
}
