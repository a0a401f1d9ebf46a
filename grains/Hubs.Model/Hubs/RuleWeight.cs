using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>What one breach of a soft rule costs, in points, instead of the rule's default. 0 turns the rule off.</summary>
public sealed record RuleWeight(string Rule, double Weight);

/// <summary>What a rule weighs at one hub that has its own opinion.</summary>
public sealed record HubWeight(HubId Hub, double Weight);

/// <summary>A rule as it counts now. Hard rules have no weight: no plan breaks them, at any hub.</summary>
/// <param name="Weight">Where a hub has none of its own.</param>
public sealed record WeighedRule(
    string Rule,
    bool IsHard,
    double? DefaultWeight,
    double? Weight,
    string Sentence
)
{
    /// <summary>A hub may have its own weight: a breach costs what the hub it happens at says.</summary>
    public bool IsPerHub { get; init; }

    public ImmutableArray<HubWeight> AtHubs { get; init; } = [];
}
