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

    /// <summary>Sessions without a place, those apart that are not held because a hub is closed.</summary>
    public int NotPlaced => Unplaced.Count(session => !session.IsClosedFor);

    public double Cost => Scores.Where(score => !score.IsHard).Sum(score => score.Cost);

    public int HardViolations => Scores.Where(score => score.IsHard).Sum(score => score.Count);
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
