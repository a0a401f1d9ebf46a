using Subject = Hubs.Allocation.ClinicianClash;

namespace Hubs.Allocation.Tests.Constraints;

public class ClinicianClashTests
{
    private static Desk OnePersonTwoHubs() =>
        new Town()
            .Hub("north")
            .Room("n1")
            .Room("n2")
            .Hub("south")
            .Room("s1")
            .Travel("north", "south", 60)
            .Person("ada")
            .Person("bob")
            .Clinic("x", person: "ada")
            .Clinic("y", person: "ada")
            .Clinic("z", person: "bob")
            .Open()
            .Place("x.1", "n1", 0, 9);

    [Fact]
    public void SamePerson_SameHour_Breaks() =>
        Assert.True(OnePersonTwoHubs().Breaks<Subject>("y.1", "n2", 0, 9));

    [Fact]
    public void SamePerson_NextHourSameHub_IsFine() =>
        Assert.False(OnePersonTwoHubs().Breaks<Subject>("y.1", "n1", 0, 10));

    [Fact]
    public void SamePerson_NextHourOtherHub_HasNoTimeToTravel() =>
        Assert.True(OnePersonTwoHubs().Breaks<Subject>("y.1", "s1", 0, 10));

    [Fact]
    public void SamePerson_HourBeforeOtherHub_HasNoTimeToTravel() =>
        Assert.True(OnePersonTwoHubs().Breaks<Subject>("y.1", "s1", 0, 8));

    [Fact]
    public void SamePerson_AfterTravel_IsFine() =>
        Assert.False(OnePersonTwoHubs().Breaks<Subject>("y.1", "s1", 0, 11));

    [Fact]
    public void OtherPerson_SameHour_IsFine() =>
        Assert.False(OnePersonTwoHubs().Breaks<Subject>("z.1", "n2", 0, 9));

    [Fact]
    public void Blockers_AreWhoThePersonIsWith() =>
        Assert.Equal(["x.1"], OnePersonTwoHubs().Blockers<Subject>("y.1", "s1", 0, 10));
}
