using Hubs.Model;
using Hubs.Web.Pages.Desk;

namespace Hubs.Web.Tests.Pages;

/// <summary>A hall that divides into halves; in one of them a class runs from nine to ten.</summary>
public class DeskViewTests
{
    private static readonly BoardSession Class = new(
        new SessionId("s1"),
        new ServiceId("exercise"),
        "Exercise class",
        "Exercise",
        true,
        new OrganisationId("trust"),
        new RoomId("half"),
        "Half A",
        new TimeWindow(new TimeOnly(9, 0), new TimeOnly(10, 0)),
        [],
        [],
        false,
        0,
        0,
        0,
        0,
        0,
        []
    );

    private static RoomRow Row(RoomState state, string time, params RoomId[] linked) =>
        RoomRow.Of(
            new BoardRoom(
                new RoomId(linked.Length == 0 ? "half" : "hall"),
                "",
                RoomType.Group,
                state,
                0,
                true,
                []
            )
            {
                LinkedRooms = [.. linked],
            },
            [Class],
            TimeOnly.ParseExact(time, "HH:mm")
        );

    [Theory]
    [InlineData(RoomState.Ready, "08:30", RoomState.Ready)]
    [InlineData(RoomState.Ready, "09:30", RoomState.InUse)]
    [InlineData(RoomState.NeedsCleaning, "09:30", RoomState.NeedsCleaning)]
    [InlineData(RoomState.Ready, "10:00", RoomState.Ready)]
    public void RoomCalledReady_IsInUse_WhileASessionRuns(
        RoomState set,
        string time,
        RoomState shown
    ) => Assert.Equal(shown, Row(set, time).State);

    [Fact]
    public void WholeHall_IsTaken_WhileAHalfIs()
    {
        var hall = Row(RoomState.Ready, "09:30", new RoomId("half"));

        Assert.Equal(RoomState.InUse, hall.State);
        Assert.Equal("Exercise class (Half A), until 10:00", hall.Now);
        Assert.Equal(
            "09:00 Exercise class (Half A)",
            Row(RoomState.Ready, "08:30", new RoomId("half")).Next
        );
    }
}
