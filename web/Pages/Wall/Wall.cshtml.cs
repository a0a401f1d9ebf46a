using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Wall;

/// <summary>For a screen on the wall: what is on today and where. Public names only.</summary>
public sealed class WallModel(DeskWork desk) : HubPage(desk)
{
    public UkCalendar Calendar => Desk.Calendar;

    public ImmutableArray<WallRow> Rows { get; private set; } = [];

    public DateOnly Date { get; private set; }

    public async Task<IActionResult> OnGet(DateOnly? date)
    {
        Date = date ?? Today;
        if (!ModelState.IsValid || !BookingWindow.IsFollowed(Date, Today))
            return NotFound();
        var now = MomentOf(Date);
        var board = PublicBoard.Of(await Desk.Board(new DiaryKey(Hub.Id, Date)));
        Rows =
        [
            .. board
                .Sessions.Where(session => session.Window.End > now)
                .Select(session => WallRow.Of(session, now)),
        ];
        return Page();
    }
}

public sealed record WallRow(
    string Id,
    string Time,
    string What,
    string Where,
    string Places,
    string State,
    string Colour
)
{
    public static WallRow Template { get; } = new("", "", "", "", "", "", "grey");

    public static WallRow Of(BoardSession session, TimeOnly now)
    {
        var (state, colour) =
            session.IsCancelled ? ("Cancelled", "red")
            : session.Window.Contains(now) ? ("Now", "green")
            : ("Later", "grey");
        return new WallRow(
            session.Id.Value,
            $"{DayWords.Of(session.Window.Start)} to {DayWords.Of(session.Window.End)}",
            session.PublicName,
            session.RoomName,
            PlacesOf(session, now),
            state,
            colour
        );
    }

    /// <summary>Nothing is said of what has no places to book, such as a drop-in.</summary>
    private static string PlacesOf(BoardSession session, TimeOnly now) =>
        session.IsCancelled || session.Slots.IsEmpty ? ""
        : DeskView.FreeFrom(session, now) is > 0 and var free ? $"{free} free"
        : "Full";
}
