using Hubs.Model;

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
            { School + 1, 1e9 },
            { School + 2, 500 },
            { School + 3, 100 },
            { School + 4, 20 },
        };

    /// <summary>Seeds from here on are for a school.</summary>
    private const int School = 100;

    private static WeekProblem Problem(int seed) =>
        seed > School ? RandomSchool.Problem(seed) : RandomTown.Problem(seed);

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
        var problem = Problem(seed);
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
        var week = WeekReader.Read(Problem(seed));
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
    [InlineData(School + 11)]
    public void Marginal_OfEachRule_IsTheRiseOfItsScore(int seed)
    {
        var week = WeekReader.Read(Problem(seed));
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

    /// <summary>A rule's own delta and its marginal costs say the same.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void Delta_OfEachRule_IsTheDifferenceOfMarginalCosts(int seed, double temperature)
    {
        var timetable = Wandered(seed, temperature, out var dice);
        var asked = 0;

        for (var i = 0; i < 2_000; i++)
        {
            var (s, option, start) = RandomPlace(timetable, ref dice);
            if (!timetable.IsPlaced(s))
                continue;
            asked++;
            foreach (var rule in timetable.Soft)
                if (rule.Watches(timetable.Week.Sessions.Clinic[s]))
                    Assert.Equal(
                        rule.Marginal(s, option, start)
                            - rule.Marginal(s, timetable.Option[s], timetable.Start[s]),
                        rule.Delta(s, option, start, int.MaxValue)
                    );
        }

        Assert.True(asked > 500, $"only {asked} questions");
    }

    /// <summary>No move of a session gains more by the soft rules than its clinic may hope for.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void Hope_IsNeverLessThanWhatAMoveGains(int seed, double temperature)
    {
        var timetable = Wandered(seed, temperature, out var dice);

        for (var i = 0; i < 5_000; i++)
        {
            var (s, option, start) = RandomPlace(timetable, ref dice);
            if (!timetable.IsPlaced(s))
                continue;
            var clinic = timetable.Week.Sessions.Clinic[s];
            var gain = timetable
                .Soft.Where(rule => rule.Watches(clinic))
                .Sum(rule => -rule.Delta(s, option, start, int.MaxValue));
            Assert.True(gain <= timetable.Hope(clinic));
        }
    }

    /// <summary>The one count for all clashes says what the rules it speaks for say.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void NeverTogether_SaysWhatItsRulesSay(int seed, double temperature)
    {
        var timetable = Wandered(seed, temperature, out var dice);
        var clashes = 0;

        for (var i = 0; i < 5_000; i++)
        {
            var (s, option, start) = RandomPlace(timetable, ref dice);
            var clinic = timetable.Week.Sessions.Clinic[s];
            var except = i % 2 == 0 ? -1 : RandomMovable(timetable, ref dice);
            var rules = timetable
                .HardOf(s)
                .Where(r => timetable.NeverTogether.SpeaksFor(r, clinic));
            var breaks = rules.Any(rule => rule.Breaks(s, option, start, except));
            clashes += breaks ? 1 : 0;
            if (
                timetable
                    .HardOf(s)
                    .All(r =>
                        r is not ClinicianClash || timetable.NeverTogether.SpeaksFor(r, clinic)
                    )
            )
                Assert.Equal(breaks, timetable.NeverTogether.Breaks(s, start, except));
        }

        Assert.True(clashes > 50, $"only {clashes} clashes");
    }

    /// <summary>What an exchange is measured at is what it costs once it is made.</summary>
    [Theory]
    [InlineData(School + 1, 1e9)]
    [InlineData(School + 2, 500)]
    [InlineData(School + 3, 100)]
    public void ExchangeDelta_IsTheRiseOfTheScore(int seed, double temperature)
    {
        var timetable = Wandered(seed, temperature, out var dice);
        var independence = new Independence(timetable);
        var candidates = timetable.Week.Candidates;
        var made = 0;

        for (var i = 0; i < 20_000; i++)
        {
            var (s, option, start) = RandomPlace(timetable, ref dice);
            var other = timetable.RoomClash.Holder(s, option, start);
            if (!timetable.IsPlaced(s) || other < 0 || timetable.Breaks(s, option, start, other))
                continue;
            var (oldOption, oldStart) = (timetable.Option[s], timetable.Start[s]);
            var back = candidates.FirstInRoom(
                timetable.Week.Sessions.Kind[other],
                timetable.Room[s]
            );
            if (
                timetable.Week.Sessions.Clinic[s] == timetable.Week.Sessions.Clinic[other]
                || timetable.Breaks(other, back, oldStart, s)
                || independence.Of(s, option, start, other, back, oldStart) == Coupling.Tight
            )
                continue;
            var before = timetable.Total();
            var delta = timetable.ExchangeDelta(s, option, start, other, back, oldStart);
            timetable.Remove(s);
            timetable.Remove(other);
            timetable.Place(s, option, start);
            timetable.Place(other, back, oldStart);
            Assert.Equal(timetable.Total() - before, delta);
            made++;
        }

        Assert.True(made > 100, $"only {made} exchanges");
    }

    [Fact]
    public void RandomSchools_AreCountedInBits()
    {
        var timetable = new Timetable(WeekReader.Read(RandomSchool.Problem(1)));

        Assert.Contains(timetable.Soft, rule => rule is CompactnessInBits);
    }

    [Fact]
    public void RandomTowns_UseEveryRule()
    {
        var timetable = new Timetable(WeekReader.Read(RandomTown.Problem(1)));

        Assert.Equal(RuleBook.Hard.Length, timetable.Hard.Length);
        Assert.Equal(RuleBook.Soft.Length, timetable.Soft.Length);
    }

    private static Timetable Wandered(int seed, double temperature, out Dice dice)
    {
        var timetable = new Timetable(WeekReader.Read(Problem(seed)));
        var moves = new Moves(timetable) { Temperature = temperature };
        dice = new Dice(seed);
        for (var i = 0; i < 10_000; i++)
            moves.Try(RandomMovable(timetable, ref dice), ref dice);
        return timetable;
    }

    private static (int Session, int Option, int Start) RandomPlace(
        Timetable timetable,
        ref Dice dice
    )
    {
        var candidates = timetable.Week.Candidates;
        var s = RandomMovable(timetable, ref dice);
        var kind = timetable.Week.Sessions.Kind[s];
        var option = candidates.FirstOption[kind] + dice.Below(candidates.OptionCount[kind]);
        return (s, option, candidates.Starts[option][dice.Below(candidates.Starts[option].Length)]);
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
