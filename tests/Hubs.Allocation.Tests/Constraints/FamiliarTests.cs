using Subject = Hubs.Allocation.Familiar;

namespace Hubs.Allocation.Tests.Constraints;

public class FamiliarTests
{
    private static Desk MondayAtNine()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Person("ada")
            .Clinic("x", person: "ada");
        return town.Familiar(town.Session("x.last-week", "x", "r1", 0, 9, "ada")).Open();
    }

    [Fact]
    public void SamePlace_IsFree() =>
        Assert.Equal(0, MondayAtNine().Marginal<Subject>("x.1", "r1", 0, 9));

    [Fact]
    public void OtherTime_CostsOne() =>
        Assert.Equal(1, MondayAtNine().Marginal<Subject>("x.1", "r1", 0, 10));

    [Fact]
    public void OtherTimeAndRoom_CostTwo() =>
        Assert.Equal(2, MondayAtNine().Marginal<Subject>("x.1", "r2", 1, 9));

    [Fact]
    public void OtherPerson_CostsOne()
    {
        var town = new Town().Hub("h").Room("r1").Person("ada").Person("bob");
        town.Clinic("x", with: clinic => clinic with { Clinicians = [new()] });
        var desk = town.Familiar(town.Session("x.0", "x", "r1", 0, 9, "ada")).Open();

        Assert.Equal(1, desk.Marginal<Subject>("x.1", "r1", 0, 9, "bob"));
    }

    [Fact]
    public void SessionOfTheSameId_FollowsItself()
    {
        var town = new Town().Hub("h").Room("r1").Clinic("x", sessions: 2);
        var desk = town.Familiar(
                town.Session("x.2", "x", "r1", 0, 9),
                town.Session("x.1", "x", "r1", 3, 9)
            )
            .Open();

        Assert.Equal(0, desk.Marginal<Subject>("x.1", "r1", 3, 9));
        Assert.Equal(0, desk.Marginal<Subject>("x.2", "r1", 0, 9));
    }
}
