using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>The three plans side by side: each goal gets the plan that is best by its own measure, and plans that are the same become one.</summary>
internal static class RepairChoice
{
    public static ImmutableArray<RepairPlan> Of(WeekRepair repair)
    {
        var found = repair.Plans();
        var chosen = Enum.GetValues<RepairGoal>()
            .Select(goal => (Goal: goal, Plan: found.MinBy(plan => repair.Measure(goal, plan))!));
        return
        [
            .. chosen
                .GroupBy(pair => pair.Plan)
                .Select(same => same.Key with { Goals = [.. same.Select(pair => pair.Goal)] }),
        ];
    }
}
