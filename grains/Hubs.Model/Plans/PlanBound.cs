using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// How good any plan of a week could be, whoever looked for it however long: proven by counting, not by searching. A plan that reaches
/// the bound is as good as there is. One that does not may be, too: what rules ask together is counted only in part.
/// </summary>
public sealed record PlanBound
{
    public required IsoWeek Week { get; init; }

    /// <summary>Sessions to place; without those that stay where they are, and those not held because a hub is closed.</summary>
    public int Wanted { get; init; }

    /// <summary>No plan leaves fewer of them without a place.</summary>
    public int LeastUnplaced { get; init; }

    /// <summary>The same of the sessions of each priority and the higher ones together, the highest first.</summary>
    public ImmutableArray<PriorityBound> ByPriority { get; init; } = [];

    /// <summary>No plan has fewer points, sessions without a place included.</summary>
    public double LeastCost { get; init; }

    /// <summary>What the points of <see cref="LeastCost"/> are for, the most first. Each speaks of points no other speaks of.</summary>
    public ImmutableArray<CostFloor> Floors { get; init; } = [];

    /// <summary>Why sessions must be left out, the most first. No session is in two of them, so that what they leave out adds up.</summary>
    public ImmutableArray<BoundProof> Proofs { get; init; } = [];
}

/// <summary>Of <see cref="Wanted"/> sessions of this priority or a higher one, every plan leaves out at least so many.</summary>
public sealed record PriorityBound(int Priority, int Wanted, int LeastUnplaced);

/// <summary>Points that every plan has by a rule, and why.</summary>
public sealed record CostFloor(string Rule, double Points, string Sentence);

/// <summary>
/// Sessions that together need more of something than there is. They need <see cref="Needed"/> and the limits add up to <see cref="Most"/>,
/// both in <see cref="Unit"/>; so at least <see cref="Unplaced"/> have no place in any plan.
/// </summary>
public sealed record BoundProof
{
    /// <summary>The rule that keeps them from sharing.</summary>
    public required string Rule { get; init; }

    public required string Sentence { get; init; }

    public required int Unplaced { get; init; }

    public required double Needed { get; init; }

    public required double Most { get; init; }

    /// <summary>"sessions" or "hours".</summary>
    public required string Unit { get; init; }

    public ImmutableArray<SessionId> Sessions { get; init; } = [];

    public ImmutableArray<BoundLimit> Limits { get; init; } = [];
}

/// <summary>Something there is only so much of, such as the treatment rooms of a hub on a Tuesday morning.</summary>
public sealed record BoundLimit(string What, double Most);
