using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages;

/// <summary>Each role's home page: what this person comes here to do.</summary>
public sealed class IndexModel : PageModel
{
    public string Title { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public ImmutableArray<Destination> Destinations { get; private set; } = [];

    public void OnGet()
    {
        var role = HttpContext.Actor().Role;
        (Title, Purpose) = role switch
        {
            Role.Resident => (
                "Your local health and wellbeing hubs",
                "See what runs at your nearest hub, when, and how to get in."
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
        Destinations = Navigation.For(role);
    }
}
