using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>Everything recorded for one day of a hub: who, when, what and why.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class HistoryModel(DeskWork desk) : HubPage(desk)
{
    public DateOnly Date { get; private set; }

    public ImmutableArray<DiaryHistoryLine> Lines { get; private set; } = [];

    /// <summary>Whether there may be older changes than those shown.</summary>
    public bool IsCut => Lines.Length == DeskEndpoints.HistoryLimit;

    public async Task<IActionResult> OnGet(DateOnly? date)
    {
        Date = date ?? Today;
        if (!ModelState.IsValid || !BookingWindow.MayRead(Date, Today))
            return NotFound();
        Lines = await Desk
            .Grains.Diary(Hub.Id, Date)
            .History(appointment: null, DeskEndpoints.HistoryLimit);
        return Page();
    }
}
