using Subject = Hubs.Allocation.RoomStability;

namespace Hubs.Allocation.Tests.Constraints;

public class RoomStabilityTests
{
    private static Desk OneInRoom1() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic("x", sessions: 2)
            .Open()
            .Place("x.1", "r1", 0, 9);

    [Fact]
    public void SameRoom_IsFree() =>
        Assert.Equal(0, OneInRoom1().Marginal<Subject>("x.2", "r1", 1, 9));

    [Fact]
    public void SecondRoom_Costs() =>
        Assert.Equal(1, OneInRoom1().Marginal<Subject>("x.2", "r2", 1, 9));

    [Fact]
    public void OnlySession_IsFreeAnywhere() =>
        Assert.Equal(0, OneInRoom1().Marginal<Subject>("x.1", "r2", 1, 9));

    [Fact]
    public void TwoRooms_CostOne() =>
        Assert.Equal(1, OneInRoom1().Place("x.2", "r2", 1, 9).Cost<Subject>());
}
