using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>The building, live: rooms now and next, sessions, free slots, arrivals, walk-ins.</summary>
[ForRoles(Role.Receptionist, Role.Clinician, Role.Coordinator)]
public sealed class BoardModel(DeskWork desk) : HubPage(desk)
{
    public UkCalendar Calendar => Desk.Calendar;

    public DeskView View { get; private set; } = null!;

    public DateOnly Date { get; private set; }

    public async Task<IActionResult> OnGet(DateOnly? date)
    {
        Date = date ?? Today;
        if (!ModelState.IsValid || !BookingWindow.IsFollowed(Date, Today))
            return NotFound();
        View = DeskView.Of(await Desk.Board(new DiaryKey(Hub.Id, Date)), MomentOf(Date));
        return Page();
    }
}
