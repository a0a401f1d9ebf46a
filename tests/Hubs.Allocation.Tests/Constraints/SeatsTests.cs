using Hubs.Model;
using Subject = Hubs.Allocation.Seats;

namespace Hubs.Allocation.Tests.Constraints;

public class SeatsTests
{
    [Fact]
    public void WithAPrice_AllowASmallRoomAtIt()
    {
        var desk = new Town()
            .Hub("h")
            .Room("small", room => room with { Capacity = 3 })
            .Clinic("x", with: clinic => clinic with { Attendance = 5 })
            .Weight(Subject.Id, 1)
            .Open()
            .Place("x.1", "small", 0, 9);

        Assert.Equal(2, desk.Cost<Subject>());
    }

    [Fact]
    public void WithoutAPrice_RefuseASmallRoom()
    {
        var desk = new Town()
            .Hub("h")
            .Room("small", room => room with { Capacity = 3 })
            .Clinic("x", with: clinic => clinic with { Attendance = 5 })
            .Open();

        Assert.Empty(desk.Candidates("x.1"));
    }
}
