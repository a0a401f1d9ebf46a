using Subject = Hubs.Allocation.ServiceMixMaximum;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixMaximumTests
{
    [Fact]
    public void Reached_NextBreaks()
    {
        var desk = Town.WithMix(0, 0, 1, sessions: 2).Open();

        Assert.False(desk.Breaks<Subject>("x.1", "r1", 0, 9));
        desk.Place("x.1", "r1", 0, 9);
        Assert.True(desk.Breaks<Subject>("x.2", "r1", 1, 9));
        Assert.False(desk.Breaks<Subject>("x.1", "r1", 1, 9));
    }
}
