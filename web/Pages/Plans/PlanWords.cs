using Hubs.Model;

namespace Hubs.Web.Pages;

/// <summary>How plans are spoken of on screens.</summary>
public static class PlanWords
{
    public static string Of(PlanStatus status) =>
        status switch
        {
            PlanStatus.Empty => "Not planned",
            PlanStatus.Allocating => "Being allocated",
            PlanStatus.Draft => "Draft, not published",
            PlanStatus.Publishing => "Being published",
            PlanStatus.Published => "Published",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };

    public static string Colour(PlanStatus status) =>
        status switch
        {
            PlanStatus.Published => "green",
            PlanStatus.Draft => "yellow",
            PlanStatus.Empty => "grey",
            _ => "blue",
        };

    /// <summary>What a rule is called where there is no room for its sentence: "Preferred times".</summary>
    public static string Rule(string rule) =>
        string.Concat(rule[..1].ToUpperInvariant(), rule[1..].Replace('-', ' '));

    public static string Of(PlanProgress at) =>
        at.Wanted == 0
            ? at.Step
            : $"{at.Step}: {at.Placed} of {at.Wanted} sessions placed, cost {at.Cost:N0}, {at.Elapsed.TotalSeconds:N0} seconds so far";
}
