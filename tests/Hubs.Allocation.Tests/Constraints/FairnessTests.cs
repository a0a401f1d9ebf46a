using Hubs.Model;
using Subject = Hubs.Allocation.Fairness;

namespace Hubs.Allocation.Tests.Constraints;

public class FairnessTests
{
    private static Desk TwoOrganisations() =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic("ours", sessions: 2)
            .Clinic(
                "theirs",
                sessions: 2,
                with: clinic => clinic with { Organisation = new OrganisationId("trust") }
            )
            .Open()
            .Place("ours.1", "r1", 0, 17);

    [Fact]
    public void FirstUnpopularHour_CostsLessThanTheSecond()
    {
        var desk = TwoOrganisations();

        Assert.Equal(0.5, desk.Marginal<Subject>("theirs.1", "r2", 0, 17));
        Assert.Equal(1.5, desk.Marginal<Subject>("ours.2", "r2", 0, 17));
    }

    [Fact]
    public void PopularHour_IsFree() =>
        Assert.Equal(0, TwoOrganisations().Marginal<Subject>("ours.2", "r2", 0, 10));

    [Fact]
    public void OneOrganisation_HasNobodyToShareWith() =>
        Assert.False(new Town().Hub("h").Room("r1").Clinic("x").Open().Has<Subject>());
}
