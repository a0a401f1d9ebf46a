using Hubs.Model;

namespace Hubs.Allocation.Tests;

public class AllocatorTests
{
    private static readonly AllocationOptions Short = new()
    {
        Iterations = 100_000,
        TimeBudget = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public void Allocate_SameProblemSeedAndIterations_SamePlan()
    {
        var first = Allocator.Allocate(RandomTown.Problem(1), Short);
        var second = Allocator.Allocate(RandomTown.Problem(1), Short);

        Assert.Equal(Places(first), Places(second));
        Assert.Equal(first.Cost, second.Cost);
    }

    [Fact]
    public void Allocate_OtherSeed_AnotherPlan() =>
        Assert.NotEqual(
            Places(Allocator.Allocate(RandomTown.Problem(1), Short)),
            Places(Allocator.Allocate(RandomTown.Problem(1), Short with { Seed = 2 }))
        );

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Allocate_RandomTown_IsSoundAndBetterThanFirstFree(int seed)
    {
        var problem = RandomTown.Problem(seed);

        var plan = Allocator.Allocate(problem, Short);

        Assert.Empty(Allocator.Verify(problem, plan.Sessions));
        Assert.Equal(
            problem.Wanted.Length + problem.Fixed.Length,
            plan.Sessions.Length + plan.Unplaced.Length
        );
        Assert.True(plan.Cost < 0.9 * Allocator.FirstFree(problem).Cost);
    }

    [Fact]
    public void Allocate_FixedSessions_StayAsTheyAre()
    {
        var problem = RandomTown.Problem(3);

        var plan = Allocator.Allocate(problem, Short);

        Assert.All(problem.Fixed, session => Assert.Contains(session, plan.Sessions));
    }

    [Fact]
    public void Allocate_WantedSessionAlreadyFixed_IsNotPlacedAgain()
    {
        var town = new Town().Hub("h").Room("r1").Clinic("x");

        var plan = Allocator.Allocate(
            town.Fixed(town.Session("x.1", "x", "r1", 0, 9)).Problem,
            Short
        );

        Assert.Single(plan.Sessions);
        Assert.Empty(plan.Unplaced);
    }

    [Fact]
    public void Allocate_FixedSessionInARoomThatIsGone_StillKeepsItsPeopleBusy()
    {
        var town = new Town()
            .Hub(
                "h",
                hub => hub with { Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10))] }
            )
            .Room("r1")
            .Person("ada")
            .Clinic("x", person: "ada");
        var gone = town.Session("held", "x", "r1", 0, 9, "ada") with
        {
            Room = new RoomId("closed"),
            Clinic = null,
        };

        var plan = Allocator.Allocate(town.Fixed(gone).Problem, Short);

        Assert.Equal(ClinicianClash.Id, Assert.Single(plan.Unplaced).Reasons[0].Rule);
    }

    [Fact]
    public void Allocate_StoppedAtOnce_KeepsTheBestSoFar()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var plan = Allocator.Allocate(RandomTown.Problem(1), Short, stop: stop.Token);

        Assert.Equal(0, plan.Iterations);
        Assert.Equal(Allocator.FirstFree(RandomTown.Problem(1)).Cost, plan.Cost);
    }

    [Fact]
    public void Allocate_Progress_TellsOfFallingCost()
    {
        var reports = new List<AllocationProgress>();

        Allocator.Allocate(
            RandomTown.Problem(1),
            Short with
            {
                ProgressEvery = TimeSpan.Zero,
            },
            reports.Add
        );

        Assert.NotEmpty(reports);
        Assert.Equal(reports.Select(r => r.Cost).OrderDescending(), reports.Select(r => r.Cost));
        Assert.True(reports[^1].Placed <= reports[^1].Wanted);
    }

    [Fact]
    public void Allocate_TimeBudget_CutsOff()
    {
        var seconds = 0.0;

        var plan = Allocator.Allocate(
            RandomTown.Problem(1),
            Short with
            {
                TimeBudget = TimeSpan.FromSeconds(3),
                Clock = () => TimeSpan.FromSeconds(seconds++),
            }
        );

        Assert.InRange(plan.Iterations, 1, Short.Iterations!.Value - 1);
    }

    [Fact]
    public void Allocate_TooSlowForItsTime_IsHurriedAndStillCoolsDown()
    {
        var problem = RandomTown.Problem(1);
        var ticks = 0;

        var plan = Allocator.Allocate(
            problem,
            new AllocationOptions
            {
                Iterations = 100_000_000,
                TimeBudget = TimeSpan.FromSeconds(50),
                Clock = () => TimeSpan.FromSeconds(ticks++),
            }
        );

        Assert.InRange(plan.Iterations, 50_000, 150_000);
        Assert.True(plan.Cost < 0.9 * Allocator.FirstFree(problem).Cost);
    }

    [Fact]
    public void Allocate_UnknownClinic_IsRefusedWithItsName()
    {
        var problem = new Town().Hub("h").Room("r1").Clinic("x").Problem;
        problem = problem with { Network = problem.Network with { Clinics = [] } };

        var error = Assert.Throws<ArgumentException>(() => Allocator.Allocate(problem, Short));

        Assert.Contains("clinic x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocate_NothingWanted_IsAnEmptyPlan() =>
        Assert.Empty(Allocator.Allocate(new Town().Hub("h").Room("r1").Problem, Short).Sessions);

    [Fact]
    public void Allocate_ScoresEveryRule_HardOnesFirst()
    {
        var plan = Allocator.Allocate(RandomTown.Problem(1), Short);

        Assert.Equal(
            plan.Scores.OrderByDescending(score => score.IsHard).Select(s => s.Rule),
            plan.Scores.Select(s => s.Rule)
        );
        Assert.Contains(
            plan.Scores,
            score => score is { Rule: RoomClash.Id, IsHard: true, Count: 0 }
        );
        Assert.All(plan.Scores, score => Assert.NotEmpty(score.Sentence));
    }

    [Fact]
    public void Allocate_TwoWorkers_AreNoWorseThanOneAndRepeatable()
    {
        var one = Allocator.Allocate(RandomTown.Problem(4), Short);
        var two = Allocator.Allocate(RandomTown.Problem(4), Short with { Workers = 2 });
        var again = Allocator.Allocate(RandomTown.Problem(4), Short with { Workers = 2 });

        Assert.True(two.Cost <= one.Cost);
        Assert.Equal(Places(two), Places(again));
    }

    [Fact]
    public void Rules_DescribeEveryRuleOnce()
    {
        var plan = Allocator.Allocate(RandomTown.Problem(1), Short);

        Assert.Equal(
            Allocator.Rules.Length,
            Allocator.Rules.Select(rule => rule.Rule).Distinct().Count()
        );
        Assert.All(
            plan.Scores.Where(score => score.Rule != PlanWriter.UnplacedId),
            score =>
                Assert.Contains(
                    Allocator.Rules,
                    rule => rule.Rule == score.Rule && rule.IsHard == score.IsHard
                )
        );
    }

    private static IEnumerable<string> Places(Plan plan) =>
        plan.Sessions.Select(s =>
            $"{s.Id} {s.Room} {s.Date:O} {s.Window} {string.Join(',', s.Clinicians)}"
        );
}
