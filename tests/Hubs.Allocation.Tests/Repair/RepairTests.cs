using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation.Tests.Repair;

public class RepairTests
{
    private static readonly HubId H = new("h");
    private static readonly ImmutableDictionary<SessionId, int> Nobody = ImmutableDictionary<
        SessionId,
        int
    >.Empty;

    private static readonly double PerSession = RepairPrices.Of(RepairGoal.FewestSessions)!.Session;

    private static Town TwoRooms(double until = 12) =>
        new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, until))],
                    }
            )
            .Room("r1")
            .Room("r2")
            .Weight(Familiar.Id, 0);

    private static Disruption Close(string room, TimeWindow? window = null) =>
        new()
        {
            Kind = DisruptionKind.RoomClosed,
            Hub = H,
            Room = new RoomId(room),
            From = Town.Week.Monday,
            Window = window,
            Reason = "Flood",
        };

    private static RepairPlan For(RepairOffer offer, RepairGoal goal) =>
        Assert.Single(offer.Plans, plan => plan.Goals.Contains(goal));

    [Fact]
    public void RoomClosed_SessionMovesToTheOtherRoom_AtItsTime_AndNoAppointmentIsLost()
    {
        var town = TwoRooms().Clinic("x");

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9)],
            Close("r1"),
            new Dictionary<SessionId, int> { [new SessionId("x.1")] = 7 }
        );

        var plan = For(offer, RepairGoal.FewestAppointments);
        Assert.Equal(1, offer.MustChange);
        Assert.Equal(
            (1, 0, 0),
            (plan.SessionsChanged, plan.SessionsLost, plan.AppointmentsAffected)
        );
        Assert.Equal("x moves to r2", Assert.Single(plan.Changes).Sentence);
    }

    [Fact]
    public void PinnedSessionInAClosedRoom_StaysAndIsNamed()
    {
        var town = TwoRooms().Clinic("x");
        var pinned = town.Session("x.1", "x", "r1", 0, 9) with { IsPinned = true };
        town.Fixed(pinned);

        var offer = Allocator.Repair(town.Problem, [pinned], Close("r1"), Nobody);

        Assert.Equal("x in r1 on Monday 09:00 is hit, but it is pinned", Assert.Single(offer.Held));
        Assert.All(offer.Plans, plan => Assert.Empty(plan.Changes));
        Assert.All(offer.Plans, plan => Assert.Contains(pinned, plan.Plan.Sessions));
    }

    [Fact]
    public void ClinicianAway_SomebodyElseRunsIt()
    {
        var town = TwoRooms()
            .Person("ada")
            .Person("bob")
            .Clinic("x", with: clinic => clinic with { Clinicians = [new ClinicianNeed()] });

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9, "ada")],
            new Disruption
            {
                Kind = DisruptionKind.ClinicianAway,
                Clinician = new ClinicianId("ada"),
            },
            Nobody
        );

        Assert.Equal(
            "x is run by bob",
            Assert.Single(For(offer, RepairGoal.FewestSessions).Changes).Sentence
        );
    }

    [Fact]
    public void EquipmentBroken_TheSessionsThatSharedIt_GoApart()
    {
        var town = Town.WithScanners(2, sessions: 2);

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9), town.Session("x.2", "x", "r2", 0, 9)],
            new Disruption
            {
                Kind = DisruptionKind.EquipmentBroken,
                Hub = H,
                Equipment = Town.Scanner,
            },
            new Dictionary<SessionId, int> { [new SessionId("x.1")] = 3 }
        );

        var moved = Assert.Single(For(offer, RepairGoal.FewestAppointments).Changes);
        Assert.Equal(new SessionId("x.2"), moved.Session);
        Assert.Equal(new TimeOnly(10, 0), moved.To!.Start);
    }

    [Fact]
    public void ExtraSession_FindsAPlace_AndNobodyElseMoves()
    {
        var town = TwoRooms().Clinic("x");

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9)],
            new Disruption { Kind = DisruptionKind.ExtraSession, Clinic = new ClinicId("x") },
            Nobody
        );

        var change = Assert.Single(For(offer, RepairGoal.FewestSessions).Changes);
        Assert.Null(change.From);
        Assert.NotNull(change.To);
    }

    [Fact]
    public void DemandFalls_TheSessionWithFewestAppointmentsGoes()
    {
        var town = TwoRooms().Clinic("x", 2);

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9), town.Session("x.2", "x", "r1", 0, 10)],
            new Disruption
            {
                Kind = DisruptionKind.DemandChanged,
                Clinic = new ClinicId("x"),
                Count = 1,
            },
            new Dictionary<SessionId, int> { [new SessionId("x.2")] = 4 }
        );

        var change = Assert.Single(For(offer, RepairGoal.FewestSessions).Changes);
        Assert.Equal((new SessionId("x.1"), null), (change.Session, change.To));
    }

    [Fact]
    public void BadlyPlannedWeek_OnlyTheSessionsHitChange()
    {
        // Whoever is not at 11:00 gains more by going there than any change is worth elsewhere.
        var town = TwoRooms(until: 13)
            .Room("r3")
            .Clinic("x", 4, with: clinic => clinic with { Preferred = [OnMonday(11, 13)] })
            .Weight(PreferredTimes.Id, 200);

        var offer = Allocator.Repair(
            town.Problem,
            [
                town.Session("x.1", "x", "r1", 0, 9),
                town.Session("x.2", "x", "r2", 0, 9),
                town.Session("x.3", "x", "r3", 0, 9),
                town.Session("x.4", "x", "r2", 0, 10),
            ],
            Close("r1"),
            Nobody
        );

        Assert.Equal(1, offer.MustChange);
        var change = Assert.Single(For(offer, RepairGoal.FewestSessions).Changes);
        Assert.Equal(new SessionId("x.1"), change.Session);
        Assert.True(change.To!.Start >= new TimeOnly(11, 0));
        Assert.Equal(4, For(offer, RepairGoal.BestQuality).SessionsChanged);
    }

    private static WeeklyWindow OnMonday(double from, double to) =>
        new(DayOfWeek.Monday, Town.Hours(from, to));

    [Fact]
    public void NothingHit_OnePlan_ThatChangesNothing()
    {
        // The week could be better, and one session has no place: neither is a reason to change anything.
        var town = TwoRooms(until: 11)
            .Clinic("x", 5, with: clinic => clinic with { Preferred = [OnMonday(10, 11)] });

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r2", 0, 9)],
            Close("r1"),
            Nobody
        );

        Assert.Equal(0, offer.MustChange);
        var plan = Assert.Single(offer.Plans);
        Assert.Equal(3, plan.Goals.Length);
        Assert.Empty(plan.Changes);
        Assert.Equal(0, plan.CostChange);
    }

    [Fact]
    public void HubClosedAllWeek_EverySessionIsLost_AndSoSaid()
    {
        var town = TwoRooms().Clinic("x", 2);

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("x.1", "x", "r1", 0, 9), town.Session("x.2", "x", "r2", 0, 9)],
            new Disruption { Kind = DisruptionKind.HubClosed, Hub = H },
            Nobody
        );

        var plan = Assert.Single(offer.Plans);
        Assert.Equal((2, 2, 2), (offer.MustChange, plan.SessionsChanged, plan.SessionsLost));
        Assert.All(plan.Changes, change => Assert.Equal("x loses its place", change.Sentence));
    }

    [Fact]
    public void ClinicsThatMustNoLongerOverlap_OneOfThemMoves()
    {
        var town = TwoRooms().Clinic("a").Clinic("b");

        var offer = Allocator.Repair(
            town.Problem,
            [town.Session("a.1", "a", "r1", 0, 9), town.Session("b.1", "b", "r2", 0, 9)],
            town.Pathway("both", "a", "b").Problem,
            Nobody
        );

        Assert.Equal(1, offer.MustChange);
        var change = Assert.Single(For(offer, RepairGoal.FewestSessions).Changes);
        Assert.NotEqual(new TimeOnly(9, 0), change.To!.Start);
    }

    /// <summary>In weeks of every kind, well planned and badly: nobody whose place is still free is moved from it.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    public void AnyWeek_WhoIsMoved_CouldNotHaveStayed(int seed, bool isWellPlanned)
    {
        var problem = RandomTown.Problem(seed) with { Kept = [] };
        var sessions = (
            isWellPlanned
                ? Allocator.Allocate(problem, new AllocationOptions { Iterations = 20_000 })
                : Allocator.FirstFree(problem)
        ).Sessions;
        var disruption = Close("north-a") with { Hub = new HubId("north") };

        var offer = Allocator.Repair(problem, sessions, disruption, Nobody);

        var after = DisruptedWeek.Of(problem, sessions, disruption, Nobody);
        foreach (var goal in new[] { RepairGoal.FewestSessions, RepairGoal.FewestAppointments })
        {
            var plan = For(offer, goal);
            foreach (var change in plan.Changes.Where(c => c.From is not null && c.To is not null))
                Assert.NotEmpty(
                    Allocator.Verify(
                        after,
                        [
                            .. plan.Plan.Sessions.Where(s => s.Id != change.Session),
                            sessions.First(s => s.Id == change.Session),
                        ]
                    )
                );
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    /// <summary>Small weeks, every plan tried: no plan pays less for sessions lost and changed.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void FewestSessions_SmallWeek_IsTheFewestOfAllPlans(int seed)
    {
        var (problem, sessions, disruption) = SmallWeek(seed);
        var offer = Allocator.Repair(problem, sessions, disruption, Nobody);
        var plan = For(offer, RepairGoal.FewestSessions);
        var timetable = new Timetable(
            WeekReader.Read(DisruptedWeek.Of(problem, sessions, disruption, Nobody))
        );

        for (var s = 0; s < timetable.Week.Sessions.Count; s++)
            if (sessions.All(known => known.Id != timetable.Week.Sessions.Id[s]))
                timetable.UnplacedCost[s] = (int)(100 * RepairPrices.StillWithoutAPlace);
        var best = Fewest(timetable, sessions, 0, 0, long.MaxValue);

        var unplaced = plan.Plan.Unplaced.Sum(u =>
            sessions.Any(s => s.Id == u.Id)
                ? Weights.Unplaced(u.Priority) / 100.0
                : RepairPrices.StillWithoutAPlace
        );
        var changed = plan.Changes.Count(change => change.From is not null);
        Assert.Equal(best, 100 * (unplaced + PerSession * changed));
        Assert.Empty(
            Allocator.Verify(
                DisruptedWeek.Of(problem, sessions, disruption, Nobody),
                plan.Plan.Sessions
            )
        );
        Assert.True(changed >= offer.MustChange);
    }

    /// <summary>Soft rules off, so that only change counts; a week of five sessions, two rooms and two days, with one room closed for a day.</summary>
    private static (WeekProblem, ImmutableArray<Session>, Disruption) SmallWeek(int seed)
    {
        var dice = new Dice(seed);
        var town = new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 12)),
                            new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 10 + dice.Below(3))),
                        ],
                    }
            )
            .Room("r1")
            .Room("r2", room => room with { Capacity = 1 })
            .Person("ada")
            .Clinic("a", 2, "ada")
            .Clinic(
                "b",
                1,
                with: clinic => clinic with { Attendance = 2, Priority = 1 + dice.Below(5) }
            )
            .Clinic(
                "c",
                2,
                with: clinic =>
                    clinic with
                    {
                        Length = TimeSpan.FromHours(1 + dice.Below(2)),
                        Priority = 2,
                    }
            );
        foreach (var rule in RuleSentences.All.Where(rule => !rule.IsHard && rule.Rule != Kept.Id))
            town.Weight(rule.Rule, 0);
        var plan = Allocator.Allocate(
            town.Problem,
            new AllocationOptions { Iterations = 5_000, Seed = seed }
        );
        return (town.Problem, plan.Sessions, Close(dice.Below(2) == 0 ? "r1" : "r2"));
    }

    private static long Fewest(
        Timetable timetable,
        ImmutableArray<Session> sessions,
        int session,
        long paid,
        long best
    )
    {
        if (paid >= best)
            return best;
        if (session == timetable.Week.Sessions.Count)
            return paid;
        var old = sessions.FirstOrDefault(s => s.Id == timetable.Week.Sessions.Id[session]);
        var change = old is null ? 0 : (long)(100 * PerSession);
        best = Fewest(
            timetable,
            sessions,
            session + 1,
            paid + timetable.UnplacedCost[session] + change,
            best
        );
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[session];
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
        {
            var option = candidates.FirstOption[kind] + i;
            foreach (var start in candidates.Starts[option])
            {
                if (timetable.Breaks(session, option, start))
                    continue;
                var stays =
                    old is not null
                    && timetable.Week.Rooms[candidates.Room[option]].Model.Id == old.Room
                    && timetable.Week.Grid.Date(timetable.Week.Grid.DayOf[start]) == old.Date
                    && timetable.Week.Grid.TimeOf(start) == old.Window.Start;
                timetable.Place(session, option, start);
                best = Fewest(timetable, sessions, session + 1, paid + (stays ? 0 : change), best);
                timetable.Remove(session);
            }
        }
        return best;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyWeek_RepairedPlansBreakNothing_AndLeaveFixedSessionsAlone(int seed)
    {
        var problem = RandomTown.Problem(seed) with { Kept = [] };
        var plan = Allocator.Allocate(problem, new AllocationOptions { Iterations = 20_000 });
        var disruption = new Disruption
        {
            Kind = DisruptionKind.HubClosed,
            Hub = new HubId("north"),
            From = Town.Week.Monday.AddDays(1),
            Reason = "Flood",
        };

        var offer = Allocator.Repair(problem, plan.Sessions, disruption, Nobody);

        var after = DisruptedWeek.Of(problem, plan.Sessions, disruption, Nobody);
        Assert.InRange(offer.Plans.Length, 1, 3);
        foreach (var repaired in offer.Plans)
        {
            Assert.Empty(Allocator.Verify(after, repaired.Plan.Sessions));
            Assert.All(problem.Fixed, held => Assert.Contains(held, repaired.Plan.Sessions));
            Assert.True(repaired.SessionsChanged >= offer.MustChange);
        }
        var again = Allocator.Repair(problem, plan.Sessions, disruption, Nobody);
        Assert.Equal(
            offer.Plans.Select(p => (p.SessionsChanged, p.CostChange)),
            again.Plans.Select(p => (p.SessionsChanged, p.CostChange))
        );
    }
}
