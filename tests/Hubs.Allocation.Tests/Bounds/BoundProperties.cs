using FsCheck;
using FsCheck.Fluent;
using Hubs.Model;

namespace Hubs.Allocation.Tests.Bounds;

/// <summary>Weeks small enough to try every plan: none is better than the bound says.</summary>
public class BoundProperties
{
    private static readonly Config Repeatable = Config
        .QuickThrowOnFailure.WithMaxTest(150)
        .WithReplay(20261122, 7);

    private static void Holds(Action<WeekProblem> property) =>
        Prop.ForAll(TinyWeek.Any.ToArbitrary(), property).Check(Repeatable);

    [Fact]
    public void NoPlan_IsBetterThanTheBound() =>
        Holds(problem =>
        {
            var bound = Allocator.Bound(problem);
            var every = EveryPlan.Of(problem);

            Assert.True(
                bound.Wanted - bound.LeastUnplaced >= every.MostPlaced,
                $"{bound.LeastUnplaced} of {bound.Wanted} must be left out, yet {every.MostPlaced} can be placed"
            );
            Assert.True(
                bound.LeastCost <= every.LeastCost + 0.001,
                $"bound {bound.LeastCost}, best plan {every.LeastCost}: {string.Join("; ", bound.Floors)}"
            );
        });

    [Fact]
    public void Bound_IsOftenExact()
    {
        var (weeks, placeable, cost) = (0, 0, 0);
        Holds(problem =>
        {
            var bound = Allocator.Bound(problem);
            var every = EveryPlan.Of(problem);
            weeks++;
            placeable += bound.Wanted - bound.LeastUnplaced == every.MostPlaced ? 1 : 0;
            cost += Math.Abs(bound.LeastCost - every.LeastCost) < 0.001 ? 1 : 0;
        });

        Assert.True(placeable > 0.85 * weeks, $"number exact in {placeable} of {weeks}");
        Assert.True(cost > 0.3 * weeks, $"points exact in {cost} of {weeks}");
    }

    [Fact]
    public void Proofs_AddUp() =>
        Holds(problem =>
        {
            var bound = Allocator.Bound(problem);

            Assert.Equal(bound.LeastUnplaced, bound.Proofs.Sum(proof => proof.Unplaced));
            Assert.Equal(bound.LeastCost, Math.Max(0, bound.Floors.Sum(floor => floor.Points)), 3);
            Assert.All(
                bound.Proofs,
                proof =>
                {
                    Assert.True(proof.Needed > proof.Most);
                    Assert.True(
                        proof.Limits.IsEmpty || proof.Most == proof.Limits.Sum(limit => limit.Most)
                    );
                }
            );
        });
}
