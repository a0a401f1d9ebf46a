using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>The allocator's proposal for one week across all hubs.</summary>
public sealed record Plan
{
    public required IsoWeek Week { get; init; }

    public ImmutableArray<Session> Sessions { get; init; } = [];

    public ImmutableArray<UnplacedSession> Unplaced { get; init; } = [];

    /// <summary>One line per rule, hard rules first.</summary>
    public ImmutableArray<RuleScore> Scores { get; init; } = [];

    public int Seed { get; init; }

    public long Iterations { get; init; }

    /// <summary>How the score fell while the plan was looked for; empty for a plan that was not searched.</summary>
    public ImmutableArray<ScoreAt> Trail { get; init; } = [];

    /// <summary>Sessions without a place, those apart that are not held because a hub is closed.</summary>
    public int NotPlaced => Unplaced.Count(session => !session.IsClosedFor);

    public double Cost => Scores.Where(score => !score.IsHard).Sum(score => score.Cost);

    public int HardViolations => Scores.Where(score => score.IsHard).Sum(score => score.Count);

    public Plan WithPins(ImmutableArray<SessionId> sessions, bool pinned) =>
        this with
        {
            Sessions =
            [
                .. Sessions.Select(session =>
                    sessions.Contains(session.Id) ? session with { IsPinned = pinned } : session
                ),
            ],
        };

    /// <summary>By date, start and id: the order a plan lists its sessions in.</summary>
    public static ImmutableArray<Session> InOrder(IEnumerable<Session> sessions) =>
        [
            .. sessions
                .OrderBy(session => session.Date)
                .ThenBy(session => session.Window.Start)
                .ThenBy(session => session.Id.Value, StringComparer.Ordinal),
        ];
}

/// <summary>What one rule says of the whole plan. <see cref="Sentence"/> is for a coordinator.</summary>
public sealed record RuleScore(
    string Rule,
    bool IsHard,
    int Count,
    double Weight,
    double Cost,
    string Sentence
);

public sealed record UnplacedSession(
    SessionId Id,
    ClinicId Clinic,
    string Name,
    int Priority,
    ImmutableArray<UnplacedReason> Reasons
)
{
    /// <summary>The hub is closed when it would be held, so no other plan could place it either.</summary>
    public bool IsClosedFor { get; init; }
}

/// <summary>A rule that stands in the way, how many candidate places it rules out, and a sentence to read out.</summary>
public sealed record UnplacedReason(string Rule, int Candidates, string Sentence);
