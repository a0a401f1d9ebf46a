using Subject = Hubs.Allocation.PathwayClash;

namespace Hubs.Allocation.Tests.Constraints;

public class PathwayClashTests
{
    private static Desk Diabetes() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic("eyes", sessions: 2)
            .Clinic("feet")
            .Clinic("other")
            .Pathway("diabetes", "eyes", "feet")
            .Open()
            .Place("eyes.1", "r1", 0, 9);

    [Fact]
    public void OtherClinicOfThePathway_SameHour_Breaks() =>
        Assert.True(Diabetes().Breaks<Subject>("feet.1", "r2", 0, 9));

    [Fact]
    public void OtherClinicOfThePathway_NextHour_IsFine() =>
        Assert.False(Diabetes().Breaks<Subject>("feet.1", "r2", 0, 10));

    [Fact]
    public void SameClinic_SameHour_IsFine() =>
        Assert.False(Diabetes().Breaks<Subject>("eyes.2", "r2", 0, 9));

    [Fact]
    public void ClinicOutsideThePathway_SameHour_IsFine() =>
        Assert.False(Diabetes().Breaks<Subject>("other.1", "r2", 0, 9));

    [Fact]
    public void SessionAboutToMove_DoesNotCount() =>
        Assert.False(Diabetes().BreaksBut<Subject>("eyes.1", "feet.1", "r2", 0, 9));

    [Fact]
    public void Blockers_AreTheSessionsOfThePathway() =>
        Assert.Equal(["eyes.1"], Diabetes().Blockers<Subject>("feet.1", "r2", 0, 9));
}
