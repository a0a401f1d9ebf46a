using System.Threading.Channels;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;

namespace Hubs.Web.Boards;

/// <summary>
/// Follows every hub's feed and keeps <see cref="LiveBoards"/> and <see cref="SlotIndex"/> true: one path for screens and search. It renews its
/// subscription every five seconds, and fetches whole boards after a gap, when a version went back, and when a feed has started afresh.
/// </summary>
public sealed class DiaryListener(
    IGrainFactory grains,
    KnownNetwork configuration,
    LiveBoards boards,
    SlotIndex index,
    UkCalendar calendar,
    TimeProvider clock,
    ILogger<DiaryListener> log
) : BackgroundService, IHubFeedObserver
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BeforeAnyHub = TimeSpan.FromSeconds(1);
    private const int FetchedAtOnce = 16;

    // Null: time to renew.
    private readonly Channel<BoardChange?> incoming = Channel.CreateUnbounded<BoardChange?>(
        new() { SingleReader = true }
    );
    private readonly Dictionary<HubId, HashSet<DateOnly>> listed = [];
    private readonly HashSet<DiaryKey> behind = [];
    private IHubFeedObserver? reference;
    private long networkVersion = -1;

    Task IHubFeedObserver.Changed(BoardChange change)
    {
        incoming.Writer.TryWrite(change);
        return Task.CompletedTask;
    }

    /// <summary>Everything published is in memory before the first request is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        reference = grains.CreateObjectReference<IHubFeedObserver>(this);
        await Renew(cancellationToken);
        log.LogInformation(
            "Following {Hubs} hubs: {Sessions} sessions",
            listed.Count,
            boards.Keys.Sum(key => boards.Find(key)?.Board.Sessions.Length ?? 0)
        );
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var renewal = clock.CreateTimer(
            _ => incoming.Writer.TryWrite(null),
            null,
            UntilRenewal,
            Timeout.InfiniteTimeSpan
        );
        while (await incoming.Reader.WaitToReadAsync(stoppingToken))
        {
            var isTime = false;
            while (incoming.Reader.TryRead(out var change))
                if (change is null)
                    isTime = true;
                else
                    Take(change);
            if (behind.Count > 0)
                await FetchWhatIsBehind(stoppingToken);
            if (!isTime)
                continue;
            await Renew(stoppingToken);
            renewal.Change(UntilRenewal, Timeout.InfiniteTimeSpan);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var hub in listed.Keys)
            await Try($"leave the feed of {hub}", () => grains.HubFeed(hub).Leave(reference!));
    }

    private TimeSpan UntilRenewal => listed.Count == 0 ? BeforeAnyHub : Period;

    private void Take(BoardChange change)
    {
        var key = new DiaryKey(change.Hub, change.Date);
        if (!IsFollowed(key.Date))
            return;
        if (!boards.TryApply(change, clock.GetUtcNow()))
        {
            behind.Add(key);
            return;
        }
        index.Changed(change.Hub, change.Date, change.Sessions);
        boards.Tell(key);
    }

    private async Task Renew(CancellationToken stopping)
    {
        await Try(
            "read the network",
            async () =>
            {
                var current = await configuration.Get();
                if (current.Version != networkVersion)
                    index.Know(current.Network);
                networkVersion = current.Version;
                foreach (var hub in current.Network.Hubs)
                    await Try($"renew the feed of {hub.Id}", () => Renew(hub.Id));
            }
        );
        await FetchWhatIsBehind(stopping);
        ForgetThePast();
    }

    private async Task Renew(HubId hub)
    {
        var versions = await grains.HubFeed(hub).Renew(reference!);
        var dates = versions.Select(version => version.Date).ToHashSet();
        // A feed that no longer knows what it once listed has started afresh, and may have missed anything meanwhile.
        var isAfresh = listed.TryGetValue(hub, out var before) && !before.IsSubsetOf(dates);
        listed[hub] = dates;
        for (var date = calendar.Today.AddDays(-1); IsFollowed(date); date = date.AddDays(1))
            if (isAfresh || boards.Find(new DiaryKey(hub, date)) is null)
                behind.Add(new DiaryKey(hub, date));
        foreach (var version in versions.Where(version => IsFollowed(version.Date)))
            if (boards.Find(new DiaryKey(hub, version.Date))?.Version != version.Version)
                behind.Add(new DiaryKey(hub, version.Date));
        boards.Confirm(hub, clock.GetUtcNow());
    }

    private async Task FetchWhatIsBehind(CancellationToken stopping)
    {
        foreach (var keys in behind.Chunk(FetchedAtOnce))
            await Try(
                "fetch boards",
                async () =>
                {
                    stopping.ThrowIfCancellationRequested();
                    foreach (
                        var board in await Task.WhenAll(
                            keys.Select(key => grains.Diary(key).Watch())
                        )
                    )
                    {
                        boards.Replace(board, clock.GetUtcNow());
                        index.Changed(board);
                        boards.Tell(new DiaryKey(board.Hub, board.Date));
                        behind.Remove(new DiaryKey(board.Hub, board.Date));
                    }
                }
            );
    }

    private bool IsFollowed(DateOnly date) => BookingWindow.IsFollowed(date, calendar.Today);

    private void ForgetThePast()
    {
        foreach (var key in boards.Keys.Where(key => !IsFollowed(key.Date)))
            boards.Forget(key);
        index.Forget(calendar.Today);
    }

    /// <summary>A grain that cannot be reached now can be at the next renewal; until then heartbeats tell every screen how old it is.</summary>
    private async Task Try(string what, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "Could not {Step}; trying again within {Period}", what, Period);
        }
    }
}
