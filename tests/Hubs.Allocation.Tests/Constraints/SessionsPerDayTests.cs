using Subject = Hubs.Allocation.SessionsPerDay;

namespace Hubs.Allocation.Tests.Constraints;

public class SessionsPerDayTests
{
    private static Desk OnceADay() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("x", sessions: 2, with: clinic => clinic with { MaximumPerDay = 1 })
            .Open()
            .Place("x.1", "r1", 0, 9);

    [Fact]
    public void SecondOnTheDay_Breaks() =>
        Assert.True(OnceADay().Breaks<Subject>("x.2", "r1", 0, 11));

    [Fact]
    public void AnotherDay_IsFine() => Assert.False(OnceADay().Breaks<Subject>("x.2", "r1", 1, 11));

    [Fact]
    public void MovingWithinTheDay_IsFine() =>
        Assert.False(OnceADay().Breaks<Subject>("x.1", "r1", 0, 11));

    [Fact]
    public void Blockers_AreTheDaysOther() =>
        Assert.Equal(["x.1"], OnceADay().Blockers<Subject>("x.2", "r1", 0, 11));
}
