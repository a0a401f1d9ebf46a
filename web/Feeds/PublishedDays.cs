using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Feeds;

/// <summary>
/// The days a feed shows: this week from its Monday, so that a session moved within it is seen where it was, and the weeks in which
/// people can book.
/// </summary>
public sealed class PublishedDays(IGrainFactory grains, LiveBoards boards, UkCalendar calendar)
{
    private const int DaysAhead = 42;

    public async Task<ImmutableArray<Board>> Of(IEnumerable<HubId> hubs)
    {
        var today = calendar.Today;
        var monday = IsoWeek.Of(today).Monday;
        var days = today.DayNumber - monday.DayNumber + DaysAhead;
        var found = await Task.WhenAll(
            from hub in hubs
            from day in Enumerable.Range(0, days)
            select Of(new DiaryKey(hub, monday.AddDays(day)))
        );
        return [.. found];
    }

    /// <summary>From memory where it is followed, else from the diary itself.</summary>
    private async Task<Board> Of(DiaryKey key) =>
        boards.Find(key)?.Board ?? await grains.Diary(key).Watch();
}
