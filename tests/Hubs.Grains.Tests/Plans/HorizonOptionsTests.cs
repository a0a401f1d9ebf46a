namespace Hubs.Grains.Tests.Plans;

/// <summary>How long a week of the rolling window is thought about.</summary>
public class HorizonOptionsTests
{
    [Fact]
    public void Budget_GrowsWithTheSessionsWanted()
    {
        var options = new HorizonOptions
        {
            IterationsPerSession = 1_000,
            TimePerSession = TimeSpan.FromMilliseconds(10),
        };

        Assert.Equal((970_000, TimeSpan.FromSeconds(9.7)), options.For(970));
        Assert.Equal((9_700_000, TimeSpan.FromSeconds(97)), options.For(9_700));
    }

    [Fact]
    public void Budget_OfAWeekOfFewSessions_IsTwoSecondsAtLeast() =>
        Assert.Equal(TimeSpan.FromSeconds(2), new HorizonOptions().For(3).TimeBudget);

    [Fact]
    public void Budget_SaidForTheWholeWeek_HoldsWhateverItsSize()
    {
        var options = new HorizonOptions
        {
            Iterations = 5,
            TimeBudget = TimeSpan.FromMilliseconds(100),
        };

        Assert.Equal((5, TimeSpan.FromMilliseconds(100)), options.For(9_700));
    }

    [Fact]
    public void Faults_NameEverySettingThatMakesNoSense()
    {
        var options = new HorizonOptions
        {
            IterationsPerSession = 0,
            TimePerSession = TimeSpan.Zero,
            Iterations = 0,
            TimeBudget = TimeSpan.FromSeconds(-1),
        };

        Assert.Equal(
            [
                "Horizon:IterationsPerSession",
                "Horizon:TimePerSession",
                "Horizon:Iterations",
                "Horizon:TimeBudget",
            ],
            options.Faults().Select(fault => fault.Split(' ')[0])
        );
        Assert.Empty(new HorizonOptions().Faults());
    }
}
