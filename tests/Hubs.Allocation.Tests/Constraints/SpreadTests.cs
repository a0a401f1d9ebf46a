using Subject = Hubs.Allocation.Spread;

namespace Hubs.Allocation.Tests.Constraints;

public class SpreadTests
{
    private static Desk TwoDaysWanted() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("x", sessions: 3, with: clinic => clinic with { MinimumDays = 2 })
            .Open()
            .Place("x.1", "r1", 0, 9);

    [Fact]
    public void MissingDay_Costs() => Assert.Equal(5, TwoDaysWanted().Cost<Subject>());

    [Fact]
    public void NewDay_Gains() =>
        Assert.Equal(-5, TwoDaysWanted().Marginal<Subject>("x.2", "r1", 1, 9));

    [Fact]
    public void SameDay_GainsNothing() =>
        Assert.Equal(0, TwoDaysWanted().Marginal<Subject>("x.2", "r1", 0, 11));

    [Fact]
    public void MoreDaysThanAsked_GainNothing() =>
        Assert.Equal(
            0,
            TwoDaysWanted().Place("x.2", "r1", 1, 9).Marginal<Subject>("x.3", "r1", 2, 9)
        );
}
