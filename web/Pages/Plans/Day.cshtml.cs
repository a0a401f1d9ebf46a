using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>One hub's day in a plan: rooms downwards, time across.</summary>
[ForRoles(Role.Coordinator)]
public sealed class DayModel(IGrainFactory grains) : PageModel
{
    public IsoWeek Week { get; private set; }

    public DateOnly Date { get; private set; }

    public Hub Hub { get; private set; } = null!;

    public ImmutableArray<Hub> Hubs { get; private set; } = [];

    public Timeline Timeline { get; private set; } = null!;

    public int Sessions { get; private set; }

    public bool IsDraft { get; private set; }

    public async Task<IActionResult> OnGet(string week, string hub, DateOnly date)
    {
        if (!IsoWeek.TryParse(week, out var parsed) || IsoWeek.Of(date) != parsed)
            return NotFound();
        var network = (await grains.Network.Get()).Network;
        if (network.Hubs.FirstOrDefault(h => h.Id.Value == hub) is not { } found)
            return NotFound();
        var state = await grains.Plan(parsed).Get();
        (Week, Date, Hub, Hubs, IsDraft) = (
            parsed,
            date,
            found,
            network.Hubs,
            state.Draft is not null
        );
        var sessions = ((state.Draft ?? state.Published)?.Sessions ?? [])
            .Where(session => session.Hub == found.Id && session.Date == date)
            .ToList();
        Sessions = sessions.Count;
        Timeline = Timeline.Of(
            $"{found.Name}, {date:dddd d MMMM}",
            found,
            date,
            sessions,
            network.Services
        ) with
        {
            PathOf = session => $"/plans/{parsed}/sessions/{session.Id}",
        };
        return Page();
    }
}
