using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Pages.Plans;

namespace Hubs.Web.Tests.Pages;

/// <summary>What the plan page says of a plan beside what is proven of all plans.</summary>
public class BoundWordsTests
{
    private static readonly IsoWeek Week = new(2026, 48);

    private static BoundWords Words(int notPlaced, double points, int least, double leastPoints) =>
        new(
            new Plan
            {
                Week = Week,
                Unplaced =
                [
                    .. Enumerable
                        .Range(0, notPlaced)
                        .Select(n => new UnplacedSession(
                            new SessionId($"s{n}"),
                            new ClinicId("c"),
                            "Clinic",
                            3,
                            ImmutableArray<UnplacedReason>.Empty
                        )),
                ],
                Scores = [new RuleScore("spread", false, 1, 1, points, "")],
            },
            new PlanBound
            {
                Week = Week,
                Wanted = 100,
                LeastUnplaced = least,
                LeastCost = leastPoints,
            }
        );

    [Theory]
    [InlineData(0, 0, "Every session has a place.")]
    [InlineData(1, 1, "1 session found no place, and no plan could place more.")]
    [InlineData(3, 0, "3 sessions found no place. We could not prove that this must be so.")]
    [InlineData(
        3,
        1,
        "3 sessions found no place. At least 1 must stay without one, so at most 2 more could be placed."
    )]
    public void Number_SaysHowManyMoreThereCouldBe(int notPlaced, int least, string sentence) =>
        Assert.Equal(sentence, Words(notPlaced, 10, least, 5).Number);

    [Theory]
    [InlineData(612, 240, "This plan has 612 points. No plan can have fewer than 240.")]
    [InlineData(240, 240, "This plan has 240 points, and no plan can have fewer.")]
    public void Points_SayHowFewThereCouldBe(double points, double least, string sentence) =>
        Assert.Equal(sentence, Words(0, points, 0, least).Points);

    [Fact]
    public void PlanBetterThanTheBound_WasMadeForSomethingElse()
    {
        Assert.True(Words(0, 100, 1, 50).IsOutdated);
        Assert.True(Words(1, 40, 1, 50).IsOutdated);
        Assert.False(Words(1, 50, 1, 50).IsOutdated);
    }
}
