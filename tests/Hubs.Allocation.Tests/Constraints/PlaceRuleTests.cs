using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

public class PlaceRuleTests
{
    [Fact]
    public void Seats_WithAPrice_AllowASmallRoomAtIt()
    {
        var desk = new Town()
            .Hub("h")
            .Room("small", room => room with { Capacity = 3 })
            .Clinic("x", with: clinic => clinic with { Attendance = 5 })
            .Weight(Seats.Id, 1)
            .Open()
            .Place("x.1", "small", 0, 9);

        Assert.Equal(2, desk.Cost<Seats>());
    }

    [Fact]
    public void Seats_WithoutAPrice_RefuseASmallRoom()
    {
        var desk = new Town()
            .Hub("h")
            .Room("small", room => room with { Capacity = 3 })
            .Clinic("x", with: clinic => clinic with { Attendance = 5 })
            .Open();

        Assert.Empty(desk.Candidates("x.1"));
    }

    [Fact]
    public void RoomFit_BeyondTwiceTheNeed_CostsPerSeat()
    {
        var desk = new Town()
            .Hub("h")
            .Room("hall", room => room with { Capacity = 14 })
            .Room("right", room => room with { Capacity = 4 })
            .Clinic("x", sessions: 2, with: clinic => clinic with { Attendance = 2 })
            .Open()
            .Place("x.1", "hall", 0, 9)
            .Place("x.2", "right", 0, 9);

        Assert.Equal(1, desk.Cost<RoomFit>());
    }

    [Fact]
    public void PreferredRooms_Elsewhere_Costs()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic(
                "x",
                sessions: 2,
                with: clinic => clinic with { PreferredRooms = [new RoomId("r1")] }
            )
            .Open()
            .Place("x.1", "r1", 0, 9)
            .Place("x.2", "r2", 0, 9);

        Assert.Equal(1, desk.Cost<PreferredRooms>());
    }

    [Fact]
    public void PreferredTimes_PartlyOutside_Costs()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic(
                "x",
                sessions: 2,
                with: clinic =>
                    clinic with
                    {
                        Preferred = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10.5))],
                    }
            )
            .Open()
            .Place("x.1", "r1", 0, 9)
            .Place("x.2", "r1", 0, 10);

        Assert.Equal(3, desk.Cost<PreferredTimes>());
    }
}
