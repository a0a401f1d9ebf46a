using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

/// <summary>One week for each thing that can give way, in which it is what stands in the way of the session.</summary>
public class GivingWayTests
{
    private static readonly WeeklyWindow MondayTenToEleven = new(
        DayOfWeek.Monday,
        Town.Hours(10, 11)
    );

    /// <summary>The hub is open for as many hours on Monday from nine, and never else.</summary>
    private static Town OpenOnMonday(int hours) =>
        new Town().Hub(
            "h",
            hub =>
                hub with
                {
                    Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 9 + hours))],
                }
        );

    private static string[] ForX(Town town, params Session[] plan) =>
        [
            .. Allocator
                .Inquire(town.Problem, [.. plan])
                .Relaxations(new SessionId("x.1"))
                .Select(relaxation => relaxation.Sentence),
        ];

    [Fact]
    public void ServiceMix_IsRaised()
    {
        var town = new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11))],
                        ServiceMix = [new ServiceTarget(Town.Care, 0, 0, 0)],
                    }
            )
            .Room("r1")
            .Clinic("x");

        Assert.Equal(
            "Raise the service mix of h: at most 1 session of care instead of 0",
            ForX(town)[0]
        );
    }

    [Fact]
    public void ClinicsOwnMaximum_OfADay()
    {
        var town = OpenOnMonday(2)
            .Room("r1")
            .Clinic("x", 2, with: clinic => clinic with { MaximumPerDay = 1 });

        Assert.Equal(
            "Let x have 2 sessions on a day instead of 1",
            ForX(town, town.Session("x.2", "x", "r1", 0, 9))[0]
        );
    }

    [Fact]
    public void SomebodyElseOfTheOrganisation_RunsIt()
    {
        var town = OpenOnMonday(1)
            .Room("r1")
            .Person("ada", person => person with { Availability = [] })
            .Person("bob")
            .Clinic("x", 1, "ada");

        Assert.Equal("Let bob run it", ForX(town)[0]);
    }

    [Fact]
    public void SomebodyOfAnotherOrganisation_IsNamedWithIt()
    {
        var town = OpenOnMonday(1)
            .Room("r1")
            .Person("ada", person => person with { Availability = [] })
            .Person("bob", person => person with { Organisation = new OrganisationId("others") })
            .Clinic("x", 1, "ada");

        Assert.Equal("Let bob of others run it", ForX(town)[0]);
    }

    [Fact]
    public void DailyMaximum_OfAPerson()
    {
        var town = OpenOnMonday(2)
            .Room("r1")
            .Person("ada", person => person with { DailyMaximum = TimeSpan.FromHours(1) })
            .Clinic("y", 1, "ada")
            .Clinic("x", 1, "ada");

        Assert.Equal(
            "Let ada have one more hour of sessions in a day",
            ForX(town, town.Session("y.1", "y", "r1", 0, 9, "ada"))[0]
        );
    }

    [Fact]
    public void AnHourMore_OfAPerson()
    {
        var town = OpenOnMonday(2)
            .Room("r1")
            .Person(
                "ada",
                person =>
                    person with
                    {
                        Availability = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 9.5))],
                    }
            )
            .Clinic("x", 1, "ada");

        Assert.Equal("One more hour of ada on Monday, before or after", ForX(town)[0]);
    }

    [Fact]
    public void ADayMore_OfAPerson()
    {
        var town = OpenOnMonday(1)
            .Room("r1")
            .Person("ada", person => person with { Availability = [] })
            .Clinic("x", 1, "ada");

        Assert.Equal("ada comes in on Monday as well", ForX(town)[0]);
    }

    [Fact]
    public void Turnaround_OfAService()
    {
        var town = new Town()
            .Service("wash", service => service with { TurnaroundAfter = TimeSpan.FromMinutes(10) })
            .Hub(
                "h",
                hub => hub with { Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11))] }
            )
            .Room("r1")
            .Clinic(
                "x",
                2,
                with: clinic =>
                    clinic with
                    {
                        Service = new ServiceId("wash"),
                        StartEvery = TimeSpan.FromMinutes(5),
                        MaximumPerDay = 2,
                    }
            );

        Assert.Equal(
            "Turnaround 10 to 0 minutes for wash",
            ForX(
                town,
                town.Session("x.2", "x", "r1", 0, 9) with
                {
                    TurnaroundAfter = TimeSpan.FromMinutes(10),
                }
            )[0]
        );
    }

    [Fact]
    public void RoomOfAnotherType()
    {
        var town = OpenOnMonday(1)
            .Room("gym", room => room with { Type = RoomType.Group })
            .Clinic(
                "x",
                with: clinic =>
                    clinic with
                    {
                        Room = new RoomNeed { Types = [RoomType.Consulting] },
                    }
            );

        Assert.StartsWith("Let it be in gym all the same, though ", ForX(town)[0]);
    }

    [Fact]
    public void RoomWithoutAFeature()
    {
        var town = OpenOnMonday(1)
            .Room("r1")
            .Clinic(
                "x",
                with: clinic => clinic with { Room = new RoomNeed { Features = ["sink"] } }
            );

        Assert.StartsWith("Let it be in r1 all the same, though ", ForX(town)[0]);
    }

    [Fact]
    public void RoomThatIsTooSmall()
    {
        var town = OpenOnMonday(1)
            .Room("r1", room => room with { Capacity = 2 })
            .Clinic("x", with: clinic => clinic with { Attendance = 12 });

        Assert.StartsWith("Let it be in r1 all the same, though ", ForX(town)[0]);
    }

    [Fact]
    public void BlockOfARoom_IsLifted()
    {
        var town = OpenOnMonday(1).Room("r1").Block("r1", 0, Town.Hours(9, 10)).Clinic("x");

        Assert.Equal("Lift the block on r1 on Monday 09:00-10:00 (Painting)", ForX(town)[0]);
    }

    [Fact]
    public void AnotherHub_TakesIt()
    {
        var town = OpenOnMonday(1)
            .Room("r1", room => room with { Capacity = 0 })
            .Hub("far")
            .Room("f1")
            .Clinic("x", with: clinic => clinic with { Hubs = [new HubId("h")] });

        Assert.Equal("Let it be at far", ForX(town)[0]);
    }

    [Fact]
    public void OneMoreOfTheKit()
    {
        var town = OpenOnMonday(1)
            .Room("r1")
            .Clinic(
                "x",
                with: clinic =>
                    clinic with
                    {
                        Equipment = [new EquipmentNeed(new EquipmentId("scanner"), 1)],
                    }
            );

        Assert.Equal("One more scanner at h", ForX(town)[0]);
    }

    [Fact]
    public void ClinicsOwnTimes_AnHourEitherWay()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic(
                "x",
                with: clinic =>
                    clinic with
                    {
                        Allowed = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(10, 10.5))],
                    }
            );

        Assert.Equal("Let x start an hour earlier or end an hour later", ForX(town)[0]);
    }

    [Fact]
    public void ItsOwnDay()
    {
        var town = new Town()
            .Hub("h", hub => hub with { Hours = [MondayTenToEleven] })
            .Room("r1")
            .Clinic("x")
            .On("x.1", 2);

        Assert.Equal("Let this session of x be on another day of the week", ForX(town)[0]);
    }

    [Fact]
    public void HoursOfTheHub()
    {
        var town = new Town()
            .Hub(
                "h",
                hub => hub with { Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 9.5))] }
            )
            .Room("r1")
            .Clinic("x");

        Assert.Equal("Open h an hour longer on Monday, before or after", ForX(town)[0]);
    }
}
