using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

/// <summary>Type, features, seats, hubs, and the right to use the room.</summary>
public class RoomSuitsTests
{
    [Fact]
    public void TypeFeatureAndRight_EachRule_A_Room_Out()
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
    public void Feature_MayBeAskedByTheService_Too()
    {
        var town = new Town()
            .Service("care-with-sink", s => s with { Room = new RoomNeed { Features = ["sink"] } })
            .Hub("h")
            .Room("plain")
            .Room("with-sink", room => room with { Features = ["sink", "couch"] })
            .Clinic("x", with: c => c with { Service = new ServiceId("care-with-sink") });

        Assert.Equal(["with-sink"], Rooms(town));
    }

    [Fact]
    public void Seats_CountTheStaff()
    {
        var town = new Town()
            .Hub("h")
            .Room("three", room => room with { Capacity = 3 })
            .Room("four", room => room with { Capacity = 4 })
            .Person("ada")
            .Clinic("x", person: "ada", with: c => c with { Attendance = 3 });

        Assert.Equal(["four"], Rooms(town));
    }

    [Fact]
    public void AnyOfSomeHubs_IsAnyOfThem()
    {
        var town = new Town();
        foreach (var hub in new[] { "north", "east", "south" })
            town.Hub(hub).Room($"room-{hub}");
        town.Clinic("x", with: c => c with { Hubs = [new("north"), new("south")] });

        Assert.Equal(["room-north", "room-south"], Rooms(town));
    }

    [Fact]
    public void NoHubNamed_IsAnyHub()
    {
        var town = new Town().Hub("north").Room("n1").Hub("south").Room("s1").Clinic("x");

        Assert.Equal(["n1", "s1"], Rooms(town));
    }

    [Fact]
    public void AnyOfSomeTypes_IsAnyOfThem()
    {
        var town = new Town()
            .Hub("h")
            .Room("consulting")
            .Room("treatment", room => room with { Type = RoomType.Treatment })
            .Room("office", room => room with { Type = RoomType.Office })
            .Clinic(
                "x",
                with: c =>
                    c with
                    {
                        Room = new RoomNeed { Types = [RoomType.Consulting, RoomType.Treatment] },
                    }
            );

        Assert.Equal(["consulting", "treatment"], Rooms(town));
    }

    private static IEnumerable<string> Rooms(Town town) =>
        town.Open().Candidates("x.1").Select(place => place.Split(' ')[0]).Distinct();
}
