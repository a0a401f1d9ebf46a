using Subject = Hubs.Allocation.DailyMaximum;

namespace Hubs.Allocation.Tests.Constraints;

public class DailyMaximumTests
{
    private static Desk TwoHoursADay() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Person("ada", person => person with { DailyMaximum = TimeSpan.FromHours(2) })
            .Clinic("x", sessions: 3, person: "ada")
            .Open()
            .Place("x.1", "r1", 0, 9);

    [Fact]
    public void UpToTheMaximum_IsFine() =>
        Assert.False(TwoHoursADay().Breaks<Subject>("x.2", "r1", 0, 10));

    [Fact]
    public void BeyondTheMaximum_Breaks() =>
        Assert.True(TwoHoursADay().Place("x.2", "r1", 0, 10).Breaks<Subject>("x.3", "r1", 0, 11));

    [Fact]
    public void AnotherDay_IsFine() =>
        Assert.False(TwoHoursADay().Place("x.2", "r1", 0, 10).Breaks<Subject>("x.3", "r1", 1, 11));

    [Fact]
    public void OwnPlaceThatDay_DoesNotCount() =>
        Assert.False(TwoHoursADay().Place("x.2", "r1", 0, 10).Breaks<Subject>("x.2", "r1", 0, 12));
}
