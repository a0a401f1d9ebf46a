using Hubs.Model;
using Subject = Hubs.Allocation.ServiceMixMinimum;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixMinimumTests
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
    public void NotReached_CostsPerMissingSession()
    {
        var desk = Mix(2, 2, 5, sessions: 3).Place("x.1", "r1", 0, 9);

        Assert.Equal(10, desk.Cost<Subject>());
        Assert.Equal(-10, desk.Marginal<Subject>("x.2", "r1", 1, 9));
        desk.Place("x.2", "r1", 1, 9);
        Assert.Equal(0, desk.Marginal<Subject>("x.3", "r1", 2, 9));
    }
}
