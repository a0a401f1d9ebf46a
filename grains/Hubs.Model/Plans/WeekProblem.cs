using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>What the allocator is asked: one week over all hubs.</summary>
public sealed record WeekProblem
{
    public required IsoWeek Week { get; init; }

    public required Network Network { get; init; }

    public ImmutableArray<WantedSession> Wanted { get; init; } = [];

    /// <summary>Sessions that stay exactly where they are (pinned by a coordinator, booked by hand, already running).</summary>
    public ImmutableArray<Session> Fixed { get; init; } = [];

    /// <summary>The week as published, or the week before: staying close to it is worth something.</summary>
    public ImmutableArray<Session> Familiar { get; init; } = [];

    /// <summary>In a repair: what it costs to change each published session. Empty otherwise.</summary>
    public ImmutableArray<KeptSession> Kept { get; init; } = [];

    public ImmutableArray<RoomBlock> Blocks { get; init; } = [];

    /// <summary>Weight per rule name; a rule not named keeps its default, 0 turns a soft rule off.</summary>
    public ImmutableDictionary<string, double> Weights { get; init; } =
        ImmutableDictionary<string, double>.Empty;
}

/// <summary>A room nobody can use for a while.</summary>
public sealed record RoomBlock(
    string Id,
    HubId Hub,
    RoomId Room,
    DateOnly Date,
    TimeWindow Window,
    string Reason
);
