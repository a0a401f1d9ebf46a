using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

/// <summary>The rules that decide which candidates a session has at all.</summary>
public class StaticRuleTests
{
    private static Town OneClinic(Func<Clinic, Clinic>? with = null) =>
        new Town().Hub("h").Room("r1").Clinic("x", with: with);

    [Fact]
    public void AllowedTimes_OneWindow_LeaveItsHours()
    {
        var desk = OneClinic(clinic =>
                clinic with
                {
                    Allowed = [new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 11))],
                }
            )
            .Open();

        Assert.Equal(["r1 Tuesday 09:00", "r1 Tuesday 10:00"], desk.Candidates("x.1"));
    }

    [Fact]
    public void AllowedTimes_StepsCountFromTheHourAndFromTheWindow()
    {
        var desk = OneClinic(clinic =>
                clinic with
                {
                    Allowed = [new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9.25, 11.5))],
                }
            )
            .Open();

        Assert.Equal(
            ["r1 Tuesday 09:15", "r1 Tuesday 10:00", "r1 Tuesday 10:15"],
            desk.Candidates("x.1")
        );
    }

    [Fact]
    public void AllowedTimes_FixedDate_LeavesThatDay() =>
        Assert.All(
            OneClinic().On("x.1", 2).Open().Candidates("x.1"),
            place => Assert.Contains("Wednesday", place)
        );

    [Fact]
    public void RoomOpen_Closure_TakesTheDay()
    {
        var town = new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Closures =
                        [
                            new Closure(Town.Week.Monday, Town.Week.Monday.AddDays(3), "Flood"),
                        ],
                    }
            )
            .Room("r1")
            .Clinic("x");

        Assert.All(town.Open().Candidates("x.1"), place => Assert.Contains("Friday", place));
    }

    [Fact]
    public void RoomOpen_Block_TakesItsHoursAndTheTurnaround()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1", room => room with { TurnaroundAfter = TimeSpan.FromMinutes(30) })
            .Clinic(
                "x",
                with: clinic =>
                    clinic with
                    {
                        Allowed = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(8, 13))],
                    }
            )
            .Block("r1", 0, Town.Hours(10, 11));

        Assert.Equal(
            ["r1 Monday 08:00", "r1 Monday 11:00", "r1 Monday 12:00"],
            town.Open().Candidates("x.1")
        );
    }

    [Fact]
    public void RoomOpen_BlockOnHalfAHall_TakesTheWholeHallToo()
    {
        var town = new Town()
            .Hub("h")
            .Room("half")
            .Room("hall", room => room with { LinkedRooms = [new RoomId("half")] })
            .Clinic(
                "x",
                with: clinic =>
                    clinic with
                    {
                        Allowed = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(10, 11))],
                    }
            )
            .Block("half", 0, Town.Hours(10, 11));

        Assert.Empty(town.Open().Candidates("x.1"));
    }

    [Fact]
    public void RoomOpen_RoomHours_AreWithinTheHubs()
    {
        var town = new Town()
            .Hub("h")
            .Room(
                "r1",
                room =>
                    room with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(6, 10))],
                    }
            )
            .Clinic("x");

        Assert.Equal(["r1 Monday 08:00", "r1 Monday 09:00"], town.Open().Candidates("x.1"));
    }

    [Fact]
    public void RoomSuits_TypeFeatureAndRight_EachRule_A_Room_Out()
    {
        var town = new Town()
            .Hub("h")
            .Room("wrong-type", room => room with { Type = RoomType.Office, Features = ["sink"] })
            .Room("no-sink")
            .Room(
                "not-ours",
                room => room with { Features = ["sink"], OnlyFor = [new OrganisationId("trust")] }
            )
            .Room("right", room => room with { Features = ["sink"], OnlyFor = [Town.Practice] })
            .Clinic(
                "x",
                with: c =>
                    c with
                    {
                        Room = new RoomNeed { Types = [RoomType.Consulting], Features = ["sink"] },
                    }
            );

        Assert.All(
            town.Open().Candidates("x.1"),
            place => Assert.StartsWith("right ", place, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ClinicianAvailable_LeaveAndHours_LeaveTheRest()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Person(
                "ada",
                person =>
                    person with
                    {
                        Availability =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(8, 10)),
                            new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(8, 10)),
                        ],
                        Leave =
                        [
                            new Leave(
                                Town.Week.Monday,
                                Town.Week.Monday,
                                Town.Hours(8, 9),
                                "Dentist"
                            ),
                            new Leave(
                                Town.Week.Monday.AddDays(1),
                                Town.Week.Sunday,
                                null,
                                "Holiday"
                            ),
                        ],
                    }
            )
            .Clinic("x", person: "ada");

        Assert.Equal(["r1 Monday 09:00"], town.Open().Candidates("x.1"));
    }

    [Fact]
    public void ClinicianAvailable_OtherHub_IsNoCandidate()
    {
        var town = new Town()
            .Hub("north")
            .Room("n1")
            .Hub("south")
            .Room("s1")
            .Person("ada", person => person with { Hubs = [new HubId("north")] })
            .Clinic("x", person: "ada");

        Assert.All(
            town.Open().Candidates("x.1"),
            place => Assert.StartsWith("n1 ", place, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ClinicianAvailable_NotCompetent_IsNoCandidate()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Person("ada", person => person with { Competences = [] })
            .Clinic("x", person: "ada");

        Assert.Empty(town.Open().Candidates("x.1"));
    }
}
