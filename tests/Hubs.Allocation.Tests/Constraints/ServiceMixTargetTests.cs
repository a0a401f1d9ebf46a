using Hubs.Model;
using Subject = Hubs.Allocation.ServiceMixTarget;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixTargetTests
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
        var desk = Mix(0, 2, 5, sessions: 3).Place("x.1", "r1", 0, 9);

        Assert.Equal(3, desk.Cost<Subject>());
        Assert.Equal(-3, desk.Marginal<Subject>("x.2", "r1", 1, 9));
    }
}
