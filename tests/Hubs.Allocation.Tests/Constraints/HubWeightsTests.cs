using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

/// <summary>A breach costs what the hub it happens at says.</summary>
public class HubWeightsTests
{
    /// <summary>North weighs as the network does, south by its own.</summary>
    private static Town TwoHubs(params RuleWeight[] south) =>
        new Town()
            .Hub("north")
            .Room("n1", room => room with { Capacity = 14 })
            .Hub("south", hub => hub with { Weights = [.. south] })
            .Room("s1", room => room with { Capacity = 14 })
            .Clinic(
                "x",
                2,
                with: clinic =>
                    clinic with
                    {
                        Attendance = 2,
                        Preferred = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10))],
                    }
            );

    [Fact]
    public void PlaceRule_CostsByItsHub()
    {
        var desk = TwoHubs(new RuleWeight(RoomFit.Id, 1), new RuleWeight(PreferredTimes.Id, 7))
            .Open()
            .Place("x.1", "n1", 1, 9);
        Assert.Equal((1, 3), (desk.Cost<RoomFit>(), desk.Cost<PreferredTimes>()));

        desk.Place("x.2", "s1", 1, 9);

        Assert.Equal((1 + 10, 3 + 7), (desk.Cost<RoomFit>(), desk.Cost<PreferredTimes>()));
    }

    [Fact]
    public void OffAtOneHub_StillCountsAtTheOther()
    {
        var town = TwoHubs(new RuleWeight(WalkInSlack.Id, 0), new RuleWeight(RoomFit.Id, 0));

        Assert.Equal(0, town.Open().Place("x.1", "s1", 1, 9).Cost<RoomFit>());
        Assert.Equal(1, town.Open().Place("x.1", "n1", 1, 9).Cost<RoomFit>());
        Assert.True(town.Open().Has<WalkInSlack>());
    }

    [Fact]
    public void OffEverywhereButAtOneHub_IsAskedThere()
    {
        var desk = TwoHubs(new RuleWeight(PreferredTimes.Id, 2))
            .Weight(PreferredTimes.Id, 0)
            .Open()
            .Place("x.1", "s1", 1, 9)
            .Place("x.2", "n1", 1, 9);

        Assert.Equal(2, desk.Cost<PreferredTimes>());
    }

    [Fact]
    public void RuleOfAWholeClinic_WeighsTheSameEverywhere() =>
        Assert.Equal(
            1,
            TwoHubs(new RuleWeight(RoomStability.Id, 9))
                .Open()
                .Place("x.1", "n1", 0, 9)
                .Place("x.2", "s1", 1, 9)
                .Cost<RoomStability>()
        );

    [Fact]
    public void Pathway_AloneAtAHub_CostsWhatThatHubSays()
    {
        var desk = TwoHubs(new RuleWeight(Compactness.Id, 5))
            .Clinic("y")
            .Pathway("p", "x", "y")
            .Open()
            .Place("x.1", "s1", 0, 9);

        Assert.Equal(5, desk.Cost<Compactness>());
        Assert.Equal(2, desk.Marginal<Compactness>("y.1", "n1", 0, 9));
        Assert.Equal(-5, desk.Marginal<Compactness>("y.1", "s1", 0, 10));
    }

    [Fact]
    public void Allocate_PrefersTheHubThatMindsLess()
    {
        var plan = Allocator.Allocate(
            TwoHubs(new RuleWeight(RoomFit.Id, 0)).Weight(PreferredTimes.Id, 0).Problem,
            new AllocationOptions { Iterations = 20_000 }
        );

        Assert.All(plan.Sessions, session => Assert.Equal("south", session.Hub.Value));
    }
}
