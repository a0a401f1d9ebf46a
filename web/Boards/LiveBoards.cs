using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>The newest board of every diary that is followed, with its last changes. Written by <see cref="DiaryListener"/> alone.</summary>
public sealed class LiveBoards
{
    private const int KeptChanges = 64;
    private readonly ConcurrentDictionary<DiaryKey, LiveBoard> boards = new();
    private readonly ConcurrentDictionary<DiaryKey, ImmutableList<Action>> watchers = new();

    public IEnumerable<DiaryKey> Keys => boards.Keys;

    public LiveBoard? Find(DiaryKey key) => boards.GetValueOrDefault(key);

    public void Replace(Board board, DateTimeOffset at)
    {
        var key = new DiaryKey(board.Hub, board.Date);
        boards[key] = new LiveBoard(board, [], at);
        Wake(key);
    }

    /// <summary>False when something between was missed: fetch the whole board.</summary>
    public bool TryApply(BoardChange change, DateTimeOffset at)
    {
        var key = new DiaryKey(change.Hub, change.Date);
        if (!boards.TryGetValue(key, out var live))
            return false;
        if (change.To <= live.Board.Version)
            return true;
        if (change.From != live.Board.Version)
            return false;
        var recent = live.Recent.Length < KeptChanges ? live.Recent : live.Recent.RemoveAt(0);
        boards[key] = new LiveBoard(live.Board.With(change), recent.Add(change), at);
        Wake(key);
        return true;
    }

    /// <summary>The hub's feed was asked and nothing was missed: its boards are as good as new.</summary>
    public void Confirm(HubId hub, DateTimeOffset at)
    {
        foreach (var (key, live) in boards)
            if (key.Hub == hub)
                boards[key] = live with { ConfirmedAt = at };
    }

    public void Forget(DiaryKey key) => boards.TryRemove(key, out _);

    /// <summary>Calls <paramref name="wake"/>, which must not block, after every change until the answer is disposed of.</summary>
    public IDisposable Subscribe(DiaryKey key, Action wake)
    {
        watchers.AddOrUpdate(key, _ => [wake], (_, known) => known.Add(wake));
        return new Subscription(() =>
            watchers.AddOrUpdate(key, _ => [], (_, known) => known.Remove(wake))
        );
    }

    private void Wake(DiaryKey key)
    {
        foreach (var wake in watchers.GetValueOrDefault(key) ?? [])
            wake();
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>A board, the changes that led to it, oldest first, and when it was last known to be up to date.</summary>
public sealed record LiveBoard(
    Board Board,
    ImmutableArray<BoardChange> Recent,
    DateTimeOffset ConfirmedAt
)
{
    /// <summary>The changes after a version, or null when they are no longer kept and the whole board is needed.</summary>
    public ReadOnlyMemory<BoardChange>? ChangesAfter(long version)
    {
        if (version == Board.Version)
            return ReadOnlyMemory<BoardChange>.Empty;
        for (var i = 0; i < Recent.Length; i++)
            if (Recent[i].From == version)
                return Recent.AsMemory()[i..];
        return null;
    }
}
