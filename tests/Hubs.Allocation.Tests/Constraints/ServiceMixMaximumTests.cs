using Hubs.Model;
using Subject = Hubs.Allocation.ServiceMixMaximum;

namespace Hubs.Allocation.Tests.Constraints;

public class ServiceMixMaximumTests
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
    public void Reached_NextBreaks()
    {
        var desk = Mix(0, 0, 1, sessions: 2);

        Assert.False(desk.Breaks<Subject>("x.1", "r1", 0, 9));
        desk.Place("x.1", "r1", 0, 9);
        Assert.True(desk.Breaks<Subject>("x.2", "r1", 1, 9));
        Assert.False(desk.Breaks<Subject>("x.1", "r1", 1, 9));
    }
}
