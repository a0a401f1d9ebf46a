using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>Everything that changes in one hub's diaries, for web nodes to follow: one subscription per hub, not one per diary. Key: the hub's id.</summary>
public interface IHubFeedGrain : IGrainWithStringKey
{
    /// <summary>From a diary: this was saved. Nobody waits.</summary>
    [OneWay]
    Task Changed(BoardChange change);

    /// <summary>
    /// Adds the observer or extends its lease (one minute). Returns the newest version this feed has seen per diary, so a listener that is behind,
    /// or that meets a fresh activation, fetches the boards it needs again.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:02")] // A silo that was killed answers nothing; the next renewal finds the feed elsewhere.
    Task<ImmutableArray<DiaryVersion>> Renew(IHubFeedObserver observer);

    [AlwaysInterleave]
    Task Leave(IHubFeedObserver observer);
}

public interface IHubFeedObserver : IGrainObserver
{
    [OneWay]
    Task Changed(BoardChange change);
}
