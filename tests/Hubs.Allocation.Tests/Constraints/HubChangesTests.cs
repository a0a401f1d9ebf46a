using Subject = Hubs.Allocation.HubChanges;

namespace Hubs.Allocation.Tests.Constraints;

public class HubChangesTests
{
    private static Desk MorningInTheNorth() =>
        new Town()
            .Hub("north")
            .Room("n1")
            .Hub("south")
            .Room("s1")
            .Person("ada")
            .Clinic("x", sessions: 3, person: "ada")
            .Open()
            .Place("x.1", "n1", 0, 9);

    [Fact]
    public void OtherHub_SameDay_Costs() =>
        Assert.Equal(4, MorningInTheNorth().Marginal<Subject>("x.2", "s1", 0, 14));

    [Fact]
    public void SameHub_SameDay_IsFree() =>
        Assert.Equal(0, MorningInTheNorth().Marginal<Subject>("x.2", "n1", 0, 14));

    [Fact]
    public void OtherHub_OtherDay_IsFree() =>
        Assert.Equal(0, MorningInTheNorth().Marginal<Subject>("x.2", "s1", 1, 14));

    [Fact]
    public void ThirdInAHubVisitedAnyway_IsFree() =>
        Assert.Equal(
            0,
            MorningInTheNorth().Place("x.2", "s1", 0, 14).Marginal<Subject>("x.3", "s1", 0, 16)
        );
}
