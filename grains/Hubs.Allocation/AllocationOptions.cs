using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// How long the allocator may think. With <see cref="Iterations"/> set, the same problem, seed and iterations give the same plan,
/// unless time runs short: a run not half done at half its <see cref="TimeBudget"/> is hurried so that it ends well at the budget.
/// With <see cref="Iterations"/> null, every run is paced to end at the budget. Then the plan depends on the speed of the machine.
/// </summary>
public sealed record AllocationOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>Moves to try; one core tries one to five million a second.</summary>
    public long? Iterations { get; init; } = 12_000_000;

    /// <summary>
    /// Searches side by side, each on a thread of its own with the whole budget and a seed of its own; the best plan wins. Part of what makes
    /// a plan repeatable, like the seed.
    /// </summary>
    public int Workers { get; init; } = 1;

    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>At least this long between two progress reports.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What the time budget is measured by; null for time since the call. A benchmark hands in processor time.</summary>
    public Func<TimeSpan>? Clock { get; init; }
}

/// <summary>Where a run is. Cost is in points, unplaced sessions included; the plan so far is the best found.</summary>
public sealed record AllocationProgress(
    TimeSpan Elapsed,
    long Iterations,
    double Done,
    int Placed,
    int Wanted,
    double Cost,
    ImmutableArray<RuleCost> Rules
);

/// <summary>What a rule wants, for the page on which a coordinator weighs them. A hard rule has no weight.</summary>
public sealed record RuleDescription(
    string Rule,
    bool IsHard,
    double? DefaultWeight,
    string Sentence
)
{
    /// <summary>A hub may weigh the rule otherwise than the network: a breach costs what the hub it happens at says.</summary>
    public bool IsPerHub { get; init; }
}

/// <summary>What one soft rule costs in the plan, in points.</summary>
public readonly record struct RuleCost(string Rule, double Cost);

/// <summary>A hard rule that a set of sessions breaks, in words a coordinator can read out.</summary>
public sealed record RuleBreach(string Rule, string Sentence, ImmutableArray<SessionId> Sessions);
