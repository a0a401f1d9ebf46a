using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;

namespace Hubs.Web.Pages.Desk;

/// <summary>Every room of the hub and its state today.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
public sealed class RoomsModel(DeskWork desk) : HubPage(desk)
{
    public ImmutableArray<(BoardRoom Room, RoomRow Row)> Rooms { get; private set; } = [];

    public async Task OnGet()
    {
        var board = await Desk.Board(new DiaryKey(Hub.Id, Today));
        var held = board.Sessions.Where(session => !session.IsCancelled).ToArray();
        Rooms = [.. board.Rooms.Select(room => (room, RoomRow.Of(room, held, Desk.Calendar.Time)))];
    }
}
