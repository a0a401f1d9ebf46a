using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Why a change of configuration is not made.</summary>
public static class NetworkRefusals
{
    public const string ChangedMeanwhileCode = "changed-meanwhile";

    public static Refusal ChangedMeanwhile(long expected, long inForce) =>
        new(
            ChangedMeanwhileCode,
            $"Somebody changed the configuration meanwhile (you saw version {expected}, it is now {inForce}). Look again, then repeat your change"
        );

    /// <summary>The first thing wrong with weights, or null. <paramref name="soft"/>: the rules that have one.</summary>
    public static Refusal? OfWeights(
        ImmutableArray<RuleWeight> weights,
        ImmutableArray<string> soft
    )
    {
        foreach (var (rule, weight) in weights)
        {
            if (!soft.Contains(rule))
                return new Refusal(
                    "unknown-rule",
                    $"There is no rule '{rule}' with a weight (rules: {string.Join(", ", soft)})"
                );
            if (!(weight >= 0 && weight <= MostWeight))
                return new Refusal(
                    "weight-out-of-range",
                    $"The weight of '{rule}' must be 0 to {MostWeight}, not {weight}"
                );
        }
        return
            weights.GroupBy(weight => weight.Rule).FirstOrDefault(same => same.Count() > 1)
                is { } twice
            ? new Refusal("rule-twice", $"'{twice.Key}' is named twice")
            : null;
    }

    public static Refusal? UnknownHub(Network network, HubId hub) =>
        network.FindHub(hub) is not null
            ? null
            : new Refusal(
                "unknown-hub",
                $"There is no hub '{hub}' (hubs: {string.Join(", ", network.Hubs.Select(h => h.Id))})"
            );

    public const int MostWeight = 1000;

    /// <summary>The first thing wrong with a service mix, or null.</summary>
    public static Refusal? OfMix(Network network, HubId hub, ImmutableArray<ServiceTarget> mix)
    {
        if (UnknownHub(network, hub) is { } unknown)
            return unknown;
        foreach (var target in mix)
        {
            if (network.Services.All(service => service.Id != target.Service))
                return new Refusal("unknown-service", $"There is no service '{target.Service}'");
            if (
                target.Minimum < 0
                || target.Minimum > target.Target
                || target.Target > target.Maximum
            )
                return new Refusal(
                    "mix-out-of-order",
                    $"For '{target.Service}', minimum {target.Minimum}, target {target.Target} and maximum {target.Maximum} must rise in that order"
                );
        }
        if (
            mix.GroupBy(target => target.Service).FirstOrDefault(group => group.Count() > 1) is
            { } twice
        )
            return new Refusal("service-twice", $"'{twice.Key}' is named twice in the mix");
        return null;
    }
}
