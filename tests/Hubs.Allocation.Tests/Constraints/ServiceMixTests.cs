using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixTests
{
    private static Desk Mix(int minimum, int target, int maximum, int sessions) =>
        new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        ServiceMix = [new ServiceTarget(Town.Care, minimum, target, maximum)],
                    }
            )
            .Room("r1")
            .Clinic("x", sessions)
            .Open();

    [Fact]
    public void Maximum_Reached_NextBreaks()
    {
        var desk = Mix(0, 0, 1, sessions: 2);

        Assert.False(desk.Breaks<ServiceMixMaximum>("x.1", "r1", 0, 9));
        desk.Place("x.1", "r1", 0, 9);
        Assert.True(desk.Breaks<ServiceMixMaximum>("x.2", "r1", 1, 9));
        Assert.False(desk.Breaks<ServiceMixMaximum>("x.1", "r1", 1, 9));
    }

    [Fact]
    public void Minimum_NotReached_CostsPerMissingSession()
    {
        var desk = Mix(2, 2, 5, sessions: 3).Place("x.1", "r1", 0, 9);

        Assert.Equal(10, desk.Cost<ServiceMixMinimum>());
        Assert.Equal(-10, desk.Marginal<ServiceMixMinimum>("x.2", "r1", 1, 9));
        desk.Place("x.2", "r1", 1, 9);
        Assert.Equal(0, desk.Marginal<ServiceMixMinimum>("x.3", "r1", 2, 9));
    }

    [Fact]
    public void Target_NotReached_CostsPerMissingSession()
    {
        var desk = Mix(0, 2, 5, sessions: 3).Place("x.1", "r1", 0, 9);

        Assert.Equal(3, desk.Cost<ServiceMixTarget>());
        Assert.Equal(-3, desk.Marginal<ServiceMixTarget>("x.2", "r1", 1, 9));
    }
}
