using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

public class WhyUnplacedTests
{
    private static UnplacedReason First(Town town, string session)
    {
        var plan = Allocator.Allocate(town.Problem, new AllocationOptions { Iterations = 20_000 });
        return Assert.Single(plan.Unplaced, unplaced => unplaced.Id.Value == session).Reasons[0];
    }

    private static Hub MondayMorning(Hub hub) =>
        hub with
        {
            Name = "Tilbury",
            Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10))],
        };

    [Fact]
    public void EveryRoomTaken_SaysHowManyWhereAndForWhom()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1", room => room with { Type = RoomType.Treatment })
            .Room("r2", room => room with { Type = RoomType.Treatment })
            .Person("Nurse A.")
            .Clinic("busy", 2, with: clinic => clinic with { Priority = 5 })
            .Clinic(
                "left",
                1,
                "Nurse A.",
                clinic => clinic with { Priority = 1, Hubs = [new HubId("h")] }
            );

        var reason = First(town, "left.1");

        Assert.Equal(
            (
                RoomClash.Id,
                2,
                "All 2 treatment rooms at Tilbury are taken whenever Nurse A. could be there"
            ),
            (reason.Rule, reason.Candidates, reason.Sentence)
        );
    }

    [Fact]
    public void NoRoomSuits_SaysWhatIsMissing()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Clinic(
                "x",
                with: clinic => clinic with { Room = new RoomNeed { Features = ["dark-room"] } }
            );

        var reason = First(town, "x.1");

        Assert.Equal(RoomSuits.Id, reason.Rule);
        Assert.Equal("None of the 1 rooms at any hub suits: r1 has no dark room", reason.Sentence);
    }

    [Fact]
    public void PersonNeverThere_SaysWho()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Person(
                "Ada",
                person =>
                    person with
                    {
                        Availability = [new WeeklyWindow(DayOfWeek.Friday, Town.Hours(9, 12))],
                    }
            )
            .Clinic("x", 1, "Ada");

        var reason = First(town, "x.1");

        Assert.Equal(ClinicianAvailable.Id, reason.Rule);
        Assert.Contains("Ada cannot be at", reason.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void PersonOnLeave_IsSaidToBe_ButNotWhy()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Person(
                "Ada",
                person =>
                    person with
                    {
                        Leave =
                        [
                            new Leave(new(2026, 11, 20), new(2026, 12, 4), null, "Operation"),
                            new Leave(new(2027, 1, 4), new(2027, 1, 5), null, ""),
                        ],
                    }
            )
            .Clinic("x", 1, "Ada");

        Assert.Equal(
            "Ada cannot be at any hub at any time x may start. Ada is on leave from 20 November to 4 December",
            First(town, "x.1").Sentence
        );
    }

    [Fact]
    public void NobodyCompetent_SaysSo()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Clinic("x", with: clinic => clinic with { Clinicians = [new ClinicianNeed()] });

        Assert.Equal("Nobody who could run x is competent in care", First(town, "x.1").Sentence);
    }

    [Fact]
    public void RoomShutWhenThePersonIsThere_SaysSo()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room(
                "r1",
                room =>
                    room with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Friday, Town.Hours(9, 12))],
                    }
            )
            .Clinic("x");

        Assert.Equal(RoomOpen.Id, First(town, "x.1").Rule);
    }

    [Fact]
    public void MoreSessionsThanDays_IsSaidFirst()
    {
        var town = new Town()
            .Hub("h", MondayMorning)
            .Room("r1")
            .Room("r2")
            .Clinic("x", 2, with: clinic => clinic with { MaximumPerDay = 1 });

        var plan = Allocator.Allocate(town.Problem, new AllocationOptions { Iterations = 1_000 });

        Assert.Equal(
            "x wants 2 sessions, at most 1 a day, but this week can only be on Monday",
            Assert.Single(plan.Unplaced).Reasons[0].Sentence
        );
    }
}
