using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>The newest board of every diary that is followed, with its last changes. Written by <see cref="DiaryListener"/> alone.</summary>
public sealed class LiveBoards
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<DiaryKey, LiveBoard> boards = new();
    private readonly ConcurrentDictionary<DiaryKey, ImmutableList<Action>> watchers = new();

    // Versions people here were told of and whose changes are still on their way. Mostly empty.
    private readonly Dictionary<DiaryKey, long> expected = [];
    private volatile bool expectsAny;

    public IEnumerable<DiaryKey> Keys => boards.Select(board => board.Key);

    public LiveBoard? Find(DiaryKey key) => boards.GetValueOrDefault(key);

    /// <summary>A board fetched whole. <see cref="Tell"/> comes after.</summary>
    public void Replace(Board board, DateTimeOffset at)
    {
        var key = new DiaryKey(board.Hub, board.Date);
        boards[key] = new LiveBoard(board, at);
    }

    /// <summary>False when something between was missed: fetch the whole board. <see cref="Tell"/> comes after.</summary>
    public bool TryApply(BoardChange change, DateTimeOffset at)
    {
        var key = new DiaryKey(change.Hub, change.Date);
        if (!boards.TryGetValue(key, out var live))
            return false;
        if (change.To <= live.Version)
            return true;
        if (change.From != live.Version)
            return false;
        boards[key] = live.After(change, at);
        return true;
    }

    /// <summary>Tells who watches, once everything that is made from boards knows of the change.</summary>
    public void Tell(DiaryKey key)
    {
        if (boards.TryGetValue(key, out var live))
            Arrived(key, live.Version);
        Wake(key);
    }

    /// <summary>The hub's feed was asked and nothing was missed: its boards are as good as new.</summary>
    public void Confirm(HubId hub, DateTimeOffset at)
    {
        foreach (var (key, live) in boards)
            if (key.Hub == hub)
                boards[key] = live.Confirmed(at);
    }

    public void Forget(DiaryKey key) => boards.TryRemove(key, out _);

    /// <summary>Somebody was just told that this version is saved: who reads boards or slots from now on waits for it.</summary>
    public void Expect(DiaryKey key, long version)
    {
        if (!boards.TryGetValue(key, out var live) || live.Version >= version)
            return;
        lock (expected)
        {
            expected[key] = Math.Max(version, expected.GetValueOrDefault(key));
            expectsAny = true;
        }
        // It may have come between looking and noting.
        Arrived(key, boards.GetValueOrDefault(key)?.Version ?? version);
    }

    /// <summary>The same of a receipt, for those that say which day they changed. Returns the day.</summary>
    public DiaryKey? Expect(Receipt receipt)
    {
        DiaryKey? key = receipt switch
        {
            AppointmentReceipt r => new(r.Hub, r.Date),
            HoldReceipt r when DiaryKey.TryOfIssued(r.Id.Value, out var of) => of,
            WalkInReceipt r when DiaryKey.TryOfIssued(r.Id.Value, out var of) => of,
            SessionReceipt r => new(r.Session.Hub, r.Session.Date),
            DayReceipt r => new(r.Hub, r.Date),
            _ => null,
        };
        if (key is { } day)
            Expect(day, receipt.Version);
        return key;
    }

    /// <summary>True while something these days' readers were told of is still on its way.</summary>
    public bool IsBehind(HubId? hub, DateOnly from, DateOnly to) =>
        expectsAny && Awaited(hub, from, to).Length > 0;

    /// <summary>Completes when everything people here were told of is in these days' boards (both ends included); at the latest after a second.</summary>
    public ValueTask CaughtUp(HubId? hub, DateOnly from, DateOnly to) =>
        expectsAny ? new(Reach(Awaited(hub, from, to))) : ValueTask.CompletedTask;

    /// <summary>Calls <paramref name="wake"/>, which must not block, after every change until the answer is disposed of.</summary>
    public IDisposable Subscribe(DiaryKey key, Action wake)
    {
        watchers.AddOrUpdate(key, _ => [wake], (_, known) => known.Add(wake));
        return new Subscription(() =>
            watchers.AddOrUpdate(key, _ => [], (_, known) => known.Remove(wake))
        );
    }

    private KeyValuePair<DiaryKey, long>[] Awaited(HubId? hub, DateOnly from, DateOnly to)
    {
        lock (expected)
            return
            [
                .. expected.Where(e =>
                    e.Key.Date >= from && e.Key.Date <= to && (hub is null || e.Key.Hub == hub)
                ),
            ];
    }

    private async Task Reach(KeyValuePair<DiaryKey, long>[] awaited)
    {
        foreach (var (key, version) in awaited)
        {
            var reached = new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            using var subscription = Subscribe(key, Look);
            Look();
            try
            {
                await reached.Task.WaitAsync(LongestWait);
            }
            catch (TimeoutException)
            {
                // The feed is cut: its next renewal makes it good, and nobody else waits until then.
                Arrived(key, version);
            }

            void Look()
            {
                if (boards.GetValueOrDefault(key) is not { } live || live.Version >= version)
                    reached.TrySetResult();
            }
        }
    }

    private void Arrived(DiaryKey key, long version)
    {
        if (!expectsAny)
            return;
        lock (expected)
        {
            if (expected.TryGetValue(key, out var awaited) && awaited <= version)
                expected.Remove(key);
            expectsAny = expected.Count > 0;
        }
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
