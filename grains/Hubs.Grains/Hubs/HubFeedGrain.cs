using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

public sealed class HubFeedGrain(TimeProvider clock) : Grain, IHubFeedGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IHubFeedObserver, DateTimeOffset> _observers = [];
    private readonly SortedDictionary<DateOnly, long> _versions = [];

    public Task Changed(BoardChange change)
    {
        // Calls of one diary arrive in order, but a slow one may overlap a faster: never step back.
        if (!_versions.TryGetValue(change.Date, out var seen) || seen < change.To)
            _versions[change.Date] = change.To;

        var now = clock.GetUtcNow();
        foreach (var (observer, until) in _observers.ToArray())
        {
            if (until < now)
                _observers.Remove(observer);
            else
                _ = observer.Changed(change);
        }
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<DiaryVersion>> Renew(IHubFeedObserver observer)
    {
        _observers[observer] = clock.GetUtcNow() + Lease;
        return Task.FromResult(
            _versions.Select(v => new DiaryVersion(v.Key, v.Value)).ToImmutableArray()
        );
    }

    public Task Leave(IHubFeedObserver observer)
    {
        _observers.Remove(observer);
        return Task.CompletedTask;
    }
}
