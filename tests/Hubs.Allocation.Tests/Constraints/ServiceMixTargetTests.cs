using Subject = Hubs.Allocation.ServiceMixTarget;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixTargetTests
{
    [Fact]
    public void NotReached_CostsPerMissingSession()
    {
        var desk = Town.WithMix(0, 2, 5, sessions: 3).Open().Place("x.1", "r1", 0, 9);

        Assert.Equal(3, desk.Cost<Subject>());
        Assert.Equal(-3, desk.Marginal<Subject>("x.2", "r1", 1, 9));
    }
}
