using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Hubs.Web.Pages.WhatsOn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages;

/// <summary>Each role's home page: what this person comes here to do.</summary>
public sealed class IndexModel(DeskWork desk) : PageModel
{
    public string Title { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public ImmutableArray<Destination> Destinations { get; private set; } = [];

    /// <summary>What a resident comes for; other roles have <see cref="Destinations"/>.</summary>
    public ImmutableArray<HubCard>? Hubs { get; private set; }

    public async Task OnGet()
    {
        var role = HttpContext.Actor().Role;
        (Title, Purpose) = role switch
        {
            Role.Resident => (
                "Your local health and wellbeing hubs",
                "Choose a hub to see what runs there, when, and how to get in."
            ),
            Role.Receptionist => (
                "Reception",
                "See the building live, check people in, and find a place for whoever walks in."
            ),
            Role.Clinician => (
                "Your sessions",
                "Book a room, see your week, and say when you are away."
            ),
            Role.Coordinator => (
                "Hub coordination",
                "Decide what each hub offers, plan the week, and publish it."
            ),
            _ => throw new InvalidOperationException($"Role {role} has no home page."),
        };
        if (role is Role.Resident)
            Hubs = HubCard.Of(await desk.Network(), desk.Calendar.Today);
        else
            Destinations = Navigation.For(role);
    }
}
