namespace Hubs.Allocation.Tests.Search;

/// <summary>What must hold however the search wanders: properties over random towns and random moves.</summary>
public class MovesTests
{
    public static TheoryData<int, double> Walks() =>
        new()
        {
            { 1, 1e9 },
            { 2, 1e9 },
            { 3, 500 },
            { 4, 500 },
            { 5, 20 },
            { 6, 1e5 },
            { 7, 2000 },
            { 8, 2000 },
        };

    [Theory]
    [MemberData(nameof(Walks))]
    public void Try_ManyTimes_CostAddsUpToTheScoreFromScratch(int seed, double temperature)
    {
        var timetable = new Timetable(WeekReader.Read(RandomTown.Problem(seed)));
        var moves = new Moves(timetable) { Temperature = temperature };
        var dice = new Dice(seed);
        var cost = timetable.Total();
        var changed = 0;

        for (var i = 0; i < 20_000; i++)
        {
            var delta = moves.Try(RandomMovable(timetable, ref dice), ref dice);
            cost += delta;
            changed += delta == 0 ? 0 : 1;
            if (i % 500 == 0)
                Assert.Equal(timetable.Total(), cost);
        }

        Assert.Equal(timetable.Total(), cost);
        Assert.True(changed > 50, $"only {changed} moves changed anything");
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void Try_ManyTimes_NeverBreaksAHardRule(int seed, double temperature)
    {
        var problem = RandomTown.Problem(seed);
        var timetable = new Timetable(WeekReader.Read(problem));
        var moves = new Moves(timetable) { Temperature = temperature };
        var dice = new Dice(seed);

        for (var i = 0; i < 20_000; i++)
        {
            moves.Try(RandomMovable(timetable, ref dice), ref dice);
            if (i % 1000 == 0)
                Assert.Empty(Allocator.Verify(problem, PlanWriter.Write(timetable, 0, 0).Sessions));
        }
    }

    /// <summary>Each soft rule's running counts say the same as those of a timetable built anew.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void Try_ManyTimes_EveryRuleCountsAsIfNewlyBuilt(int seed, double temperature)
    {
        var week = WeekReader.Read(RandomTown.Problem(seed));
        var timetable = new Timetable(week);
        var moves = new Moves(timetable) { Temperature = temperature };
        var dice = new Dice(seed);
        for (var i = 0; i < 10_000; i++)
            moves.Try(RandomMovable(timetable, ref dice), ref dice);
        var anew = new Timetable(week);
        for (var s = 0; s < week.Sessions.Count; s++)
            if (timetable.IsPlaced(s) && !week.Sessions.IsFixed(s))
                anew.Place(s, timetable.Option[s], timetable.Start[s]);

        for (var i = 0; i < 2_000; i++)
        {
            var s = RandomMovable(timetable, ref dice);
            var kind = week.Sessions.Kind[s];
            var option =
                week.Candidates.FirstOption[kind] + dice.Below(week.Candidates.OptionCount[kind]);
            var start = week.Candidates.Starts[option][
                dice.Below(week.Candidates.Starts[option].Length)
            ];
            for (var r = 0; r < timetable.Soft.Length; r++)
                Assert.Equal(
                    anew.Soft[r].Marginal(s, option, start),
                    timetable.Soft[r].Marginal(s, option, start)
                );
            for (var r = 0; r < timetable.Hard.Length; r++)
                Assert.Equal(
                    anew.Hard[r].Breaks(s, option, start, -1),
                    timetable.Hard[r].Breaks(s, option, start, -1)
                );
        }
    }

    /// <summary>The marginal cost is what the score from scratch rises by.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Marginal_OfEachRule_IsTheRiseOfItsScore(int seed)
    {
        var week = WeekReader.Read(RandomTown.Problem(seed));
        var timetable = new Timetable(week);
        FirstFit.Fill(timetable);
        var dice = new Dice(seed);

        for (var i = 0; i < 500; i++)
        {
            var s = RandomMovable(timetable, ref dice);
            if (timetable.IsPlaced(s))
                timetable.Remove(s);
            var kind = week.Sessions.Kind[s];
            var option =
                week.Candidates.FirstOption[kind] + dice.Below(week.Candidates.OptionCount[kind]);
            var start = week.Candidates.Starts[option][
                dice.Below(week.Candidates.Starts[option].Length)
            ];
            if (timetable.Breaks(s, option, start))
                continue;
            var before = timetable.Soft.Select(rule => rule.Total().Cost).ToArray();
            var marginal = timetable.Soft.Select(rule => rule.Marginal(s, option, start)).ToArray();
            timetable.Place(s, option, start);
            for (var r = 0; r < before.Length; r++)
                Assert.Equal(timetable.Soft[r].Total().Cost, before[r] + marginal[r]);
        }
    }

    [Fact]
    public void RandomTowns_UseEveryRule()
    {
        var timetable = new Timetable(WeekReader.Read(RandomTown.Problem(1)));

        Assert.Equal(RuleBook.Hard.Length, timetable.Hard.Length);
        Assert.Equal(RuleBook.Soft.Length, timetable.Soft.Length);
    }

    private static int RandomMovable(Timetable timetable, ref Dice dice)
    {
        while (true)
        {
            var s = dice.Below(timetable.Week.Sessions.Count);
            if (
                !timetable.Week.Sessions.IsFixed(s)
                && timetable.Week.Candidates.OptionCount[timetable.Week.Sessions.Kind[s]] > 0
            )
                return s;
        }
    }
}
