using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Feeds.ICalendar;

/// <summary>What somebody subscribes to. <see cref="Address"/> is where the feed lives, when that is known.</summary>
public sealed record CalendarFeed(
    string Name,
    string Description,
    ImmutableArray<CalendarEvent> Events,
    Uri? Address = null
);

/// <summary>One session as a calendar shows it. Nothing in it may identify a resident.</summary>
public sealed record CalendarEvent
{
    /// <summary>The same for as long as it is the same session, wherever it is moved.</summary>
    public required string Uid { get; init; }

    /// <summary>Rises with every change; a calendar keeps the highest it has seen.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>London wall time.</summary>
    public required TimeWindow Window { get; init; }

    public required string Summary { get; init; }

    public string Description { get; init; } = "";

    public string Location { get; init; } = "";

    public ImmutableArray<string> Categories { get; init; } = [];

    public bool IsCancelled { get; init; }
}
