using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Pages.Plans;

/// <summary>How near a plan is to the best there could be, in sentences.</summary>
public sealed class BoundWords(Plan plan, PlanBound bound)
{
    /// <summary>Costs add up to whole hundredths of a point.</summary>
    private const double Exact = 0.005;

    /// <summary>The plan is better than the bound, so it was made for something else.</summary>
    public bool IsOutdated =>
        plan.NotPlaced < bound.LeastUnplaced || plan.Cost < bound.LeastCost - Exact;

    public bool IsBestInNumber => plan.NotPlaced <= bound.LeastUnplaced;

    public bool IsBestInPoints => plan.Cost <= bound.LeastCost + Exact;

    public string Number =>
        plan.NotPlaced == 0 ? "Every session has a place."
        : IsBestInNumber
            ? $"{Sessions(plan.NotPlaced)} found no place, and no plan could place more."
        : bound.LeastUnplaced == 0
            ? $"{Sessions(plan.NotPlaced)} found no place. We could not prove that this must be so."
        : $"{Sessions(plan.NotPlaced)} found no place. At least {bound.LeastUnplaced} must stay without one, so at most {plan.NotPlaced - bound.LeastUnplaced} more could be placed.";

    public string Points =>
        IsBestInPoints
            ? $"This plan has {plan.Cost:N0} points, and no plan can have fewer."
            : $"This plan has {plan.Cost:N0} points. No plan can have fewer than {bound.LeastCost:N0}.";

    public ImmutableArray<BoundProof> Proofs => bound.Proofs;

    public ImmutableArray<CostFloor> Floors => bound.Floors;

    public ImmutableArray<PriorityBound> Priorities =>
        [.. bound.ByPriority.Where(line => line.LeastUnplaced > 0)];

    public static string Amount(BoundProof proof, double amount) =>
        amount == 1 ? $"1 {proof.Unit[..^1]}" : $"{amount:0.##} {proof.Unit}";

    private static string Sessions(int count) => DayWords.Count(count, "session");
}
