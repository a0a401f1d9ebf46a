using Subject = Hubs.Allocation.Compactness;

namespace Hubs.Allocation.Tests.Constraints;

public class CompactnessTests
{
    private static Desk Diabetes() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic("eyes")
            .Clinic("feet")
            .Clinic("diet")
            .Pathway("diabetes", "eyes", "feet", "diet")
            .Open()
            .Place("eyes.1", "r1", 0, 9);

    [Fact]
    public void Alone_Costs() => Assert.Equal(2, Diabetes().Cost<Subject>());

    [Fact]
    public void Next_ToTheOther_GainsForTheOther() =>
        Assert.Equal(-2, Diabetes().Marginal<Subject>("feet.1", "r2", 0, 10));

    [Fact]
    public void AnHourApart_IsAlone() =>
        Assert.Equal(2, Diabetes().Marginal<Subject>("feet.1", "r2", 0, 11));

    [Fact]
    public void ThirdInARow_IsFree() =>
        Assert.Equal(
            0,
            Diabetes().Place("feet.1", "r2", 0, 10).Marginal<Subject>("diet.1", "r1", 0, 11)
        );

    [Fact]
    public void BetweenTwoAlone_GainsForBoth() =>
        Assert.Equal(
            -4,
            Diabetes().Place("feet.1", "r2", 0, 11).Marginal<Subject>("diet.1", "r1", 0, 10)
        );

    [Fact]
    public void OwnPlace_IsNoCompany() =>
        Assert.Equal(2, Diabetes().Marginal<Subject>("eyes.1", "r1", 0, 10));
}
