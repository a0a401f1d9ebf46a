using Hubs.Model;

namespace Hubs.Allocation.Tests.Bounds;

/// <summary>What is proven and how it is said, in weeks one can see through.</summary>
public class PlanBoundTests
{
    private static Town OneMonday(int from = 9, int to = 12) =>
        new Town().Hub(
            "Tilbury",
            hub => hub with { Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(from, to))] }
        );

    [Fact]
    public void EverythingFits_NothingIsProvenAgainstIt()
    {
        var bound = Allocator.Bound(OneMonday().Room("r1").Clinic("x", 3).Problem);

        Assert.Equal(0, bound.LeastUnplaced);
        Assert.Equal(3, bound.Wanted);
        Assert.Empty(bound.Proofs);
    }

    [Fact]
    public void MoreSessionsThanRooms_IsSaidWithRoomsAndNumbers()
    {
        var town = OneMonday()
            .Room("Room 1")
            .Room("Room 2")
            .Clinic("Asthma", 4)
            .Clinic("Diabetes", 4);

        var proof = Assert.Single(Allocator.Bound(town.Problem).Proofs);

        Assert.Equal(RoomClash.Id, proof.Rule);
        Assert.Equal(
            "At least 2 of 8 sessions of care on Monday morning cannot be placed: Room 1 and Room 2 at Tilbury can take at most 6",
            proof.Sentence
        );
        Assert.Equal((8, 6, "sessions"), (proof.Needed, proof.Most, proof.Unit));
        Assert.Equal(
            ["Room 1 and Room 2 at Tilbury, Monday morning"],
            proof.Limits.Select(l => l.What)
        );
    }

    [Fact]
    public void Turnaround_CountsAgainstTheRoom()
    {
        var town = OneMonday()
            .Room("r1", room => room with { TurnaroundAfter = TimeSpan.FromMinutes(60) })
            .Clinic("x", 2)
            .Clinic("y", 1);

        Assert.Equal(1, Allocator.Bound(town.Problem).LeastUnplaced);
    }

    [Fact]
    public void LinkedRooms_AreOneRoom()
    {
        var town = OneMonday()
            .Room("half", room => room with { LinkedRooms = [new RoomId("hall")] })
            .Room("hall", room => room with { LinkedRooms = [new RoomId("half")] })
            .Clinic("x", 2)
            .Clinic("y", 2);

        Assert.Equal(1, Allocator.Bound(town.Problem).LeastUnplaced);
    }

    [Fact]
    public void ShortSessionsBesideLongOnes_LongOnesAreCountedByThemselves()
    {
        var town = OneMonday()
            .Room("r1")
            .Clinic("short", 1, with: c => c with { Length = TimeSpan.FromMinutes(30) })
            .Clinic("long", 1, with: c => c with { Length = TimeSpan.FromHours(2) })
            .Clinic("longer", 1, with: c => c with { Length = TimeSpan.FromHours(2) });

        var proof = Assert.Single(Allocator.Bound(town.Problem).Proofs);

        Assert.Equal(1, proof.Unplaced);
        Assert.DoesNotContain(proof.Sessions, session => session.Value == "short.1");
    }

    [Fact]
    public void HoursOfRooms_WhereCountingSessionsDoesNotShowIt()
    {
        var town = OneMonday(9, 13)
            .Room("r1")
            .Clinic("one", 2, with: c => c with { Length = TimeSpan.FromHours(1) })
            .Clinic("two", 2, with: c => c with { Length = TimeSpan.FromMinutes(90) });

        var proof = Assert.Single(Allocator.Bound(town.Problem).Proofs);

        Assert.Equal((1, "hours", 5, 4), (proof.Unplaced, proof.Unit, proof.Needed, proof.Most));
    }

    [Fact]
    public void OnePersonForTwoClinics_IsNamed()
    {
        var town = OneMonday()
            .Room("r1")
            .Room("r2")
            .Person("Ada", person => person with { DailyMaximum = TimeSpan.FromHours(2) })
            .Clinic("x", 2, "Ada")
            .Clinic("y", 1, "Ada");

        var proof = Assert.Single(Allocator.Bound(town.Problem).Proofs);

        Assert.Equal(ClinicianClash.Id, proof.Rule);
        Assert.Contains("Ada can run at most 2", proof.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoPeopleEach_AskTwice()
    {
        var town = OneMonday(9, 11)
            .Room("r1")
            .Room("r2")
            .Person("Ada")
            .Person("Bob")
            .Person("Cy")
            .Clinic("x", 2, with: c => c with { Clinicians = [new(), new()] })
            .Clinic("y", 2, with: c => c with { Clinicians = [new(), new()] });

        Assert.Equal(1, Allocator.Bound(town.Problem).LeastUnplaced);
    }

    [Fact]
    public void OnceADayOnTwoDays_LeavesTheThirdOut()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic(
                "Midwife",
                3,
                with: c =>
                    c with
                    {
                        MaximumPerDay = 1,
                        Allowed =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 12)),
                            new WeeklyWindow(DayOfWeek.Friday, Town.Hours(9, 12)),
                        ],
                    }
            );

        var proof = Assert.Single(Allocator.Bound(town.Problem).Proofs);

        Assert.Equal(
            "Midwife wants 3 sessions, at most 1 a day, but this week can only be on Monday and Friday. So 1 cannot be placed",
            proof.Sentence
        );
    }

    [Fact]
    public void NoRoomSuits_SaysWhy()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("x", with: c => c with { Room = new RoomNeed { Features = ["sink"] } });

        Assert.Equal(
            "x cannot be held at all this week. None of the 1 rooms at any hub suits: r1 has no sink",
            Assert.Single(Allocator.Bound(town.Problem).Proofs).Sentence
        );
    }

    [Fact]
    public void OneScanner_IsUsedByOneAtATime()
    {
        var town = Town.WithScanners(1, sessions: 2).Clinic("y", 1, with: Town.NeedsScanner);

        var bound = Allocator.Bound(town.Problem);

        Assert.Equal(EquipmentStock.Id, Assert.Single(bound.Proofs).Rule);
        Assert.Equal(1, bound.LeastUnplaced);
    }

    [Fact]
    public void ServiceMix_AllowsNoMoreThanItsMaximum()
    {
        var town = new Town()
            .Hub("h", hub => hub with { ServiceMix = [new ServiceTarget(Town.Care, 0, 1, 3)] })
            .Room("r1")
            .Clinic("x", 2)
            .Clinic("y", 2);

        Assert.Equal(
            ServiceMixMaximum.Id,
            Assert.Single(Allocator.Bound(town.Problem).Proofs).Rule
        );
    }

    [Fact]
    public void FixedSessions_TakeTheirPlace()
    {
        var town = OneMonday().Room("r1").Clinic("x", 3);

        var bound = Allocator.Bound(
            town.Fixed(town.Session("held", "nobody", "r1", 0, 10)).Problem
        );

        Assert.Equal((3, 1), (bound.Wanted, bound.LeastUnplaced));
    }

    [Fact]
    public void Priorities_TheLeastUrgentGoFirst()
    {
        var town = OneMonday()
            .Room("r1")
            .Clinic("urgent", 4, with: c => c with { Priority = 5 })
            .Clinic("nice", 2, with: c => c with { Priority = 1 })
            .Weight(RoomFit.Id, 0);

        var bound = Allocator.Bound(town.Problem);

        Assert.Equal(
            [new PriorityBound(5, 4, 1), new PriorityBound(1, 6, 3)],
            bound.ByPriority.ToArray()
        );
        // One urgent session at 1600 points and two nice ones at 100 each.
        Assert.Equal(1800, bound.LeastCost);
    }

    [Fact]
    public void CheapestPlaces_AreFloors()
    {
        var town = OneMonday()
            .Room("hall", room => room with { Capacity = 14 })
            .Clinic(
                "x",
                2,
                with: c =>
                    c with
                    {
                        Attendance = 2,
                        Preferred = [new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 12))],
                    }
            );

        var bound = Allocator.Bound(town.Problem);

        // Twice 3 points outside the preferred times, twice 10 seats beyond twice the need at 0.1.
        Assert.Equal(8, bound.LeastCost);
        Assert.Equal([PreferredTimes.Id, RoomFit.Id], bound.Floors.Select(floor => floor.Rule));
    }

    [Fact]
    public void DaysRoomsMixAndPathway_AreFloors()
    {
        var town = OneMonday()
            .Room("r1")
            .Room("r2")
            .Clinic("x", 4, with: c => c with { MinimumDays = 3 })
            .Clinic("lonely", 1)
            .Pathway("p", "lonely")
            .Weight(RoomFit.Id, 0);
        var problem = town.Problem;
        problem = problem with
        {
            Network = problem.Network with
            {
                Hubs =
                [
                    problem.Network.Hubs[0] with
                    {
                        ServiceMix = [new ServiceTarget(Town.Care, 0, 7, 9)],
                    },
                ],
            },
        };

        Assert.Equal(
            [
                (Spread.Id, 10.0),
                (ServiceMixTarget.Id, 6.0),
                (Compactness.Id, 2.0),
                (RoomStability.Id, 1.0),
            ],
            Allocator.Bound(problem).Floors.Select(floor => (floor.Rule, floor.Points))
        );
    }

    [Fact]
    public void UniversityWeekCutFromAFaultlessOne_HasBoundZero()
    {
        var town = new Town().Hub("campus").Room("a").Person("t").Clinic("c", 5, "t");

        Assert.Equal(0, Allocator.Bound(town.Problem).LeastCost);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomTown_PlanFoundIsNoBetterThanTheBound(int seed)
    {
        var problem = RandomTown.Problem(seed);

        var bound = Allocator.Bound(problem);
        var plan = Allocator.Allocate(problem, new AllocationOptions { Iterations = 200_000 });

        Assert.True(bound.LeastUnplaced <= plan.NotPlaced);
        Assert.True(bound.LeastCost <= plan.Cost);
    }
}
