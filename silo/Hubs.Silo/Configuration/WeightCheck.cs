using System.Collections.Immutable;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Weights are of rules that have one, each once, and in range; a hub's only of rules whose breaches happen at one hub.</summary>
internal static class WeightCheck
{
    public static IEnumerable<Finding> Run(Network network) =>
        [
            .. Of(network.Weights, rule => true),
            .. network.Hubs.SelectMany(hub => Of(hub.Weights, rule => rule.IsPerHub)),
        ];

    private static IEnumerable<Finding> Of(
        ImmutableArray<RuleWeight> weights,
        Func<RuleDescription, bool> isMeant
    )
    {
        var seen = new HashSet<string>();
        foreach (var own in weights)
        {
            var rule = Allocator.Rules.FirstOrDefault(known => known.Rule == own.Rule);
            if (rule is null)
                yield return Wrong(
                    own,
                    $"is not a rule{Suggestion.For(own.Rule, Allocator.Rules.Where(r => !r.IsHard && isMeant(r)).Select(r => r.Rule))}"
                );
            else if (rule.IsHard)
                yield return Wrong(own, "is a rule no plan breaks, so it has no weight");
            else if (!isMeant(rule))
                yield return Wrong(
                    own,
                    "is not a rule of one hub: give it a weight in network.json, for all"
                );
            else if (!seen.Add(own.Rule))
                yield return Wrong(own, "has a weight already");
            if (!(own.Weight >= 0 && own.Weight <= NetworkRefusals.MostWeight))
                yield return new Finding(
                    own,
                    "weight",
                    $"{own.Weight}",
                    $"{own.Weight} is not a weight: write 0 to {NetworkRefusals.MostWeight}"
                );
        }
    }

    private static Finding Wrong(RuleWeight own, string what) =>
        new(own, "rule", own.Rule, $"'{own.Rule}' {what}");
}
