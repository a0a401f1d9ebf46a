using Hubs.Model;
using Subject = Hubs.Allocation.RoomFit;

namespace Hubs.Allocation.Tests.Constraints;

public class RoomFitTests
{
    [Fact]
    public void BeyondTwiceTheNeed_CostsPerSeat()
    {
        var desk = new Town()
            .Hub("h")
            .Room("hall", room => room with { Capacity = 14 })
            .Room("right", room => room with { Capacity = 4 })
            .Clinic("x", sessions: 2, with: clinic => clinic with { Attendance = 2 })
            .Open()
            .Place("x.1", "hall", 0, 9)
            .Place("x.2", "right", 0, 9);

        Assert.Equal(1, desk.Cost<Subject>());
    }
}
