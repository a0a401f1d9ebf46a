using Hubs.Model;
using Subject = Hubs.Allocation.PreferredRooms;

namespace Hubs.Allocation.Tests.Constraints;

public class PreferredRoomsTests
{
    [Fact]
    public void Elsewhere_Costs()
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

        Assert.Equal(1, desk.Cost<Subject>());
    }

    [Fact]
    public void AnyOfThePreferred_IsFree()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic(
                "x",
                sessions: 2,
                with: clinic => clinic with { PreferredRooms = [new("r1"), new("r2")] }
            )
            .Open()
            .Place("x.1", "r1", 0, 9)
            .Place("x.2", "r2", 0, 9);

        Assert.Equal(0, desk.Cost<Subject>());
    }
}
