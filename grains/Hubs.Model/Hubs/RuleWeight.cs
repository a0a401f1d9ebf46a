namespace Hubs.Model;

/// <summary>What one breach of a soft rule costs in every hub's plans, in points, instead of the rule's default. 0 turns the rule off.</summary>
public sealed record RuleWeight(string Rule, double Weight);

/// <summary>A rule as it counts now. Hard rules have neither weight: no plan breaks them.</summary>
public sealed record WeighedRule(
    string Rule,
    bool IsHard,
    double? DefaultWeight,
    double? Weight,
    string Sentence
);
