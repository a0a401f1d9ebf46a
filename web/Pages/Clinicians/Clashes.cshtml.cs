using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Silo.Calendars;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>Which sessions stand where a clinician's own calendar says "busy"?</summary>
[ForRoles(Role.Coordinator)]
public sealed class ClashesModel(DeskWork desk, CalendarsIn calendars) : PageModel
{
    private Network network = new();

    public ImmutableArray<CalendarClash> Found { get; private set; } = [];

    public string NameOf(HubId hub) =>
        network.Hubs.FirstOrDefault(h => h.Id == hub)?.Name ?? hub.Value;

    public async Task OnGet()
    {
        network = await desk.Network();
        Found = await calendars.Clashes();
    }
}
