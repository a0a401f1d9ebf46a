using Subject = Hubs.Allocation.ServiceMixMinimum;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixMinimumTests
{
    [Fact]
    public void NotReached_CostsPerMissingSession()
    {
        var desk = Town.WithMix(2, 2, 5, sessions: 3).Open().Place("x.1", "r1", 0, 9);

        Assert.Equal(10, desk.Cost<Subject>());
        Assert.Equal(-10, desk.Marginal<Subject>("x.2", "r1", 1, 9));
        desk.Place("x.2", "r1", 1, 9);
        Assert.Equal(0, desk.Marginal<Subject>("x.3", "r1", 2, 9));
    }
}
