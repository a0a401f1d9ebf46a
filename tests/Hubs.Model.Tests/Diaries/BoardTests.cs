using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

public class BoardTests
{
    [Fact]
    public void DivisibleHall_TellsWhichRoomsShareItsFloor()
    {
        var board = Board.Of(WithBloodTests().Diary);

        var hall = Assert.Single(board.Rooms, room => room.Id.Value == "ab");
        Assert.Equal(["a", "b"], hall.LinkedRooms.Select(room => room.Value));
    }
}
