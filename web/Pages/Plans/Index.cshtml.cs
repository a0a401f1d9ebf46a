using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>The weeks people can book in, and how far each one's plan is.</summary>
[ForRoles(Role.Coordinator)]
public sealed class IndexModel(IGrainFactory grains, TimeProvider clock) : PageModel
{
    public ImmutableArray<PlanState> Weeks { get; private set; } = [];

    public async Task OnGet()
    {
        var weeks = HorizonState.WeeksFrom(new UkCalendar(clock).Today);
        Weeks = [.. await Task.WhenAll(weeks.Select(week => grains.Plan(week).Get()))];
    }
}
