using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

public class WhyNotTests
{
    private static Town TwoRooms() =>
        new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11)),
                            new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 11)),
                        ],
                    }
            )
            .Room("r1")
            .Room("r2");

    private static SessionPlace Place(string room, int day, int hour, params string[] people) =>
        new(new RoomId(room), Town.Week.Monday.AddDays(day), new TimeOnly(hour, 0))
        {
            Clinicians = [.. people.Select(person => new ClinicianId(person))],
        };

    private static PlaceVerdict Ask(
        Town town,
        string session,
        SessionPlace place,
        params Session[] plan
    ) =>
        Allocator.Inquire(town.Problem, [.. plan]).WhyNot(new SessionId(session), place)
        ?? throw new InvalidOperationException("no such session or room");

    [Fact]
    public void FreePlace_SaysSo_AndWhatTheScoreWouldDo()
    {
        var town = TwoRooms()
            .Clinic("x", 1, with: clinic => clinic with { PreferredRooms = [new RoomId("r1")] });

        var verdict = Ask(town, "x.1", Place("r2", 0, 9), town.Session("x.1", "x", "r1", 0, 9));

        Assert.True(verdict.IsFree);
        Assert.Equal(1, verdict.CostChange);
        Assert.Equal(PreferredRooms.Id, Assert.Single(verdict.Changes).Rule);
    }

    [Fact]
    public void TakenRoom_NamesWhoHasIt_AndWhereThatSessionCouldGo()
    {
        var town = TwoRooms().Clinic("x").Clinic("y");

        var verdict = Ask(
            town,
            "x.1",
            Place("r2", 0, 9),
            town.Session("x.1", "x", "r1", 0, 9),
            town.Session("y.1", "y", "r2", 0, 9)
        );

        var objection = Assert.Single(verdict.Objections);
        Assert.Equal("y has r2 09:00-10:00", objection.Sentence);
        Assert.Equal(new SessionId("y.1"), Assert.Single(objection.Sessions));
        Assert.Equal(new SessionId("y.1"), Assert.Single(verdict.Moves).Session);
        Assert.Empty(verdict.Displaced);
    }

    [Fact]
    public void TakenRoomAndNowhereElse_SaysWhoWouldLoseTheirPlace_AndWhatThatCosts()
    {
        var town = new Town()
            .Hub(
                "h",
                hub => hub with { Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10))] }
            )
            .Room("r1")
            .Clinic("x")
            .Clinic("y");

        var verdict = Ask(town, "x.1", Place("r1", 0, 9), town.Session("y.1", "y", "r1", 0, 9));

        Assert.Empty(verdict.Moves);
        Assert.Equal(new SessionId("y.1"), Assert.Single(verdict.Displaced));
        Assert.Equal(0, verdict.CostChange);
    }

    [Fact]
    public void PinnedInTheWay_IsNotMoved()
    {
        var town = TwoRooms().Clinic("x").Clinic("y");
        town.Fixed(town.Session("y.1", "y", "r2", 0, 9) with { IsPinned = true });

        var verdict = Ask(town, "x.1", Place("r2", 0, 9), town.Session("x.1", "x", "r1", 0, 9));

        Assert.Equal(RoomClash.Id, Assert.Single(verdict.Objections).Rule);
        Assert.Empty(verdict.Moves);
        Assert.Empty(verdict.Displaced);
        Assert.Null(verdict.CostChange);
    }

    [Fact]
    public void PinnedItself_StaysWhereItIs()
    {
        var town = TwoRooms().Clinic("x");
        var pinned = town.Session("x.1", "x", "r1", 0, 9) with { IsPinned = true };
        town.Fixed(pinned);

        var verdict = Ask(town, "x.1", Place("r2", 0, 9), pinned);

        Assert.Equal(
            "x is pinned, so it stays where it is",
            Assert.Single(verdict.Objections).Sentence
        );
    }

    [Theory]
    [InlineData("r1", 2, 9, RoomOpen.Id, "h is shut on Wednesday")]
    [InlineData("r1", 0, 14, RoomOpen.Id, "h is open 09:00-11:00 on Monday")]
    [InlineData("small", 0, 9, RoomSuits.Id, "small holds 1, and x needs room for 2")]
    public void PlaceThatNoMoveCanHelp_SaysWhatIsWrongWithIt(
        string room,
        int day,
        int hour,
        string rule,
        string sentence
    )
    {
        var town = TwoRooms()
            .Room("small", with => with with { Capacity = 1 })
            .Clinic(
                "x",
                with: clinic => clinic with { Attendance = 2, Allowed = [.. Town.Weekdays()] }
            );

        var verdict = Ask(town, "x.1", Place(room, day, hour));

        Assert.Contains(
            verdict.Objections,
            objection => (objection.Rule, objection.Sentence) == (rule, sentence)
        );
        Assert.Null(verdict.CostChange);
    }

    [Fact]
    public void NobodyNamed_ChoosesWhoeverMakesThePlaceFree()
    {
        var town = TwoRooms()
            .Person("ada")
            .Person("bob")
            .Clinic("busy", 1, "ada")
            .Clinic("x", with: clinic => clinic with { Clinicians = [new ClinicianNeed()] });

        var verdict = Ask(
            town,
            "x.1",
            Place("r2", 0, 9),
            town.Session("busy.1", "busy", "r1", 0, 9, "ada"),
            town.Session("x.1", "x", "r1", 1, 9, "ada")
        );

        Assert.True(verdict.IsFree);
        Assert.Equal(new ClinicianId("bob"), Assert.Single(verdict.Place.Clinicians));
    }
}
