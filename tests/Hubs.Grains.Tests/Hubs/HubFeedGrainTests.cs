using System.Collections.Concurrent;
using Hubs.Contracts;
using Hubs.Grains.Tests.Plans;
using Hubs.Model;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Hubs;

public sealed class HubFeedGrainTests : IAsyncLifetime
{
    private readonly Listener _listener = new();
    private SmallTown _town = null!;
    private IHubFeedObserver _reference = null!;

    private IHubFeedGrain Feed => _town.Grains.HubFeed(Tilbury);

    public async Task InitializeAsync()
    {
        _town = await Empty();
        _reference = _town.Grains.CreateObjectReference<IHubFeedObserver>(_listener);
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Renew_FromThenOnTellsOfChanges_AndSaysWhatWasSeenBefore()
    {
        await Feed.Changed(Change(Week.Monday, 4));

        var seen = Assert.Single(await Feed.Renew(_reference));
        Assert.Equal(new DiaryVersion(Week.Monday, 4), seen);

        await Feed.Changed(Change(Week.Monday, 5));
        await _town.Wait(TimeSpan.Zero);
        Assert.Equal(5, Assert.Single(_listener.Heard).To);
    }

    [Fact]
    public async Task Changed_ArrivingLate_NeverTakesAVersionBack()
    {
        await Feed.Changed(Change(Week.Monday, 7));
        await Feed.Changed(Change(Week.Monday, 6));

        Assert.Equal(7, Assert.Single(await Feed.Renew(_reference)).Version);
    }

    [Fact]
    public async Task Lease_NotRenewed_EndsAfterAMinute()
    {
        await Feed.Renew(_reference);
        await _town.Wait(TimeSpan.FromSeconds(61));

        await Feed.Changed(Change(Week.Monday, 1));
        await _town.Wait(TimeSpan.Zero);

        Assert.Empty(_listener.Heard);
    }

    private static BoardChange Change(DateOnly date, long to) =>
        new(Tilbury, date, to - 1, to, [], [], []);

    private sealed class Listener : IHubFeedObserver
    {
        public ConcurrentQueue<BoardChange> Heard { get; } = [];

        public Task Changed(BoardChange change)
        {
            Heard.Enqueue(change);
            return Task.CompletedTask;
        }
    }
}
