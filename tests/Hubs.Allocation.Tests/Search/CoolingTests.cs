namespace Hubs.Allocation.Tests.Search;

public class CoolingTests
{
    private static readonly double[] Run = [.. Enumerable.Range(0, 1001).Select(i => i / 1000.0)];

    private static Town Pathway() =>
        new Town().Hub("h").Room("r1").Clinic("a", 2).Clinic("b", 2).Pathway("p", "a", "b");

    private static Cooling Of(Town town) => Cooling.Of(town.Open().Timetable);

    [Fact]
    public void At_AlwaysFalls()
    {
        var cooling = new Cooling(200);

        Assert.All(
            Run.Zip(Run.Skip(1)),
            pair => Assert.True(cooling.At(pair.First) > cooling.At(pair.Second))
        );
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.97)]
    public void At_FallsWithoutAJump(double done)
    {
        var cooling = new Cooling(200);

        Assert.InRange(cooling.At(done - 1e-9) / cooling.At(done), 1, 1.0001);
    }

    [Fact]
    public void At_TheStart_TakesAFewBreaches_AndAtTheEndNotATenthOfOne()
    {
        var cooling = new Cooling(200);

        Assert.True(Math.Exp(-3 * 200 / cooling.At(0)) > 0.5);
        Assert.True(Math.Exp(-0.1 * 200 / cooling.At(1)) < 1e-9);
    }

    [Fact]
    public void Of_RulesTenTimesAsDear_IsTenTimesAsHot()
    {
        var dear = Pathway();
        foreach (var rule in Allocator.Rules)
            if (rule.DefaultWeight is { } weight)
                dear.Weight(rule.Rule, 10 * weight);

        Assert.Equal(10 * Of(Pathway()).At(0.5), Of(dear).At(0.5), 6);
    }

    [Fact]
    public void Of_NoSoftRule_StillCools()
    {
        var town = Pathway();
        foreach (var rule in Allocator.Rules)
            if (rule.DefaultWeight is not null)
                town.Weight(rule.Rule, 0);

        Assert.True(Of(town).At(0) > Of(town).At(1));
    }
}
