using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

public class RelaxationTests
{
    private static Hub MondayMorning(Hub hub) =>
        hub with
        {
            Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11))],
        };

    private static Relaxation First(Town town, string session, params Session[] plan) =>
        Allocator.Inquire(town.Problem, [.. plan]).Relaxations(new SessionId(session))[0];

    [Fact]
    public void AnotherSessionInTheWay_MovesIt_BeforeAnythingGivesWay()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Room("r2", room => room with { Capacity = 1 })
            .Clinic("small", 2)
            .Clinic("x", with: clinic => clinic with { Attendance = 2 });

        var first = First(
            town,
            "x.1",
            town.Session("small.1", "small", "r1", 0, 9),
            town.Session("small.2", "small", "r1", 0, 10)
        );

        Assert.Single(first.Moves);
        Assert.Equal(new RoomId("r2"), first.Moves[0].To!.Room);
        Assert.Equal(new RoomId("r1"), first.Place.Room);
    }

    [Fact]
    public void TurnaroundInTheWay_IsMadeShorter_AsLittleAsWillDo()
    {
        var town = new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11.1666667))],
                    }
            )
            .Room("r1", room => room with { TurnaroundAfter = TimeSpan.FromMinutes(15) })
            .Clinic(
                "x",
                2,
                with: clinic =>
                    clinic with
                    {
                        StartEvery = TimeSpan.FromMinutes(5),
                        MaximumPerDay = 2,
                    }
            );

        var first = First(
            town,
            "x.2",
            town.Session("x.1", "x", "r1", 0, 9) with
            {
                TurnaroundAfter = TimeSpan.FromMinutes(15),
            }
        );

        Assert.Equal("Turnaround 15 to 10 minutes in consulting rooms at h", first.Sentence);
        Assert.Equal(new TimeOnly(10, 10), first.Place.Start);
    }

    [Fact]
    public void TwoRulesThatEachRefuseAll_TakesTwoConcessions()
    {
        var town = new Town()
            .Hub(
                "h",
                hub =>
                    MondayMorning(hub) with
                    {
                        ServiceMix = [new ServiceTarget(Town.Care, 0, 2, 2)],
                    }
            )
            .Room("r1")
            .Room("r2", room => room with { OnlyFor = [new OrganisationId("others")] })
            .Clinic("x", 3);

        var first = First(
            town,
            "x.3",
            town.Session("x.1", "x", "r1", 0, 9),
            town.Session("x.2", "x", "r1", 0, 10)
        );

        Assert.Equal(
            "Raise the service mix of h: at most 3 sessions of care instead of 2, and let it be in r2 all the same, though r2 is kept for other organisations",
            first.Sentence
        );
    }

    [Fact]
    public void AnotherClinicOfThePathway_MayOverlapForOnce()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Room("r2")
            .Person("ada")
            .Clinic("a", 2, "ada")
            .Clinic("b", with: clinic => clinic with { PreferredRooms = [new RoomId("r2")] })
            .Pathway("p", "a", "b");

        var first = First(
            town,
            "b.1",
            town.Session("a.1", "a", "r1", 0, 9, "ada"),
            town.Session("a.2", "a", "r1", 0, 10, "ada")
        );

        Assert.Equal("Let b be at the same time as other clinics of p", first.Sentence);
        Assert.Equal(new RoomId("r2"), first.Place.Room);
    }

    [Fact]
    public void PersonWhoWorksElsewhere_ComesToThisHub()
    {
        var town = new Town()
            .Hub("far")
            .Room("f1")
            .Person("ada")
            .Hub("h", MondayMorning)
            .Room("r1")
            .Clinic("x", 1, "ada", clinic => clinic with { Hubs = [new HubId("h")] });

        var all = Allocator.Inquire(town.Problem, []).Relaxations(new SessionId("x.1"));

        Assert.Contains(all, relaxation => relaxation.Sentence == "Let ada work at h too");
    }

    [Fact]
    public void SessionThatHasAPlace_NeedsNone()
    {
        var town = new Town().Hub("h", MondayMorning).Room("r1").Clinic("x");

        Assert.Empty(
            Allocator
                .Inquire(town.Problem, [town.Session("x.1", "x", "r1", 0, 9)])
                .Relaxations(new SessionId("x.1"))
        );
    }

    /// <summary>Each relaxation places the session in the relaxed week, by the judge; each chain by moves in the week as it is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void EveryRelaxation_ReallyPlacesTheSession(int seed)
    {
        var problem = RandomTown.Problem(seed);
        var plan = Allocator.Allocate(problem, new AllocationOptions { Iterations = 300 });
        var week = new StandingWeek(problem, plan.Sessions);
        var places = new PlaceQuestions(week);
        var tried = 0;
        foreach (var unplaced in plan.Unplaced)
        foreach (
            var (relaxation, relaxed, placed) in new CheapestRelaxations(week, places)
                .Tried(week.IndexOf(unplaced.Id)!.Value)
                .Take(8)
        )
        {
            tried++;
            Assert.Equal(relaxation.Place.Room, placed.Room);
            Assert.Empty(Allocator.Verify(relaxed, [.. relaxed.Fixed, placed]));
        }
        Assert.True(tried > 0);
    }
}
