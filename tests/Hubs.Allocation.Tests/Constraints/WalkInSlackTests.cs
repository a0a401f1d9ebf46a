using Subject = Hubs.Allocation.WalkInSlack;

namespace Hubs.Allocation.Tests.Constraints;

public class WalkInSlackTests
{
    // One consulting room, open 08:00-18:00: of the morning's five hours 4.25 may be used.
    private static Desk FourHoursUsed()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("x", sessions: 6, with: c => c with { StartEvery = TimeSpan.FromMinutes(15) })
            .Open();
        for (var i = 0; i < 4; i++)
            desk.Place($"x.{i + 1}", "r1", 0, 8 + i);
        return desk;
    }

    [Fact]
    public void WithinTheLimit_IsFree() => Assert.Equal(0, FourHoursUsed().Cost<Subject>());

    [Fact]
    public void BeyondTheLimit_CostsByTheHour() =>
        Assert.Equal(0.37, FourHoursUsed().Marginal<Subject>("x.5", "r1", 0, 12), precision: 2);

    [Fact]
    public void Afternoon_HasItsOwnLimit() =>
        Assert.Equal(0, FourHoursUsed().Marginal<Subject>("x.5", "r1", 0, 13));
}
