using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;

namespace Hubs.Web.Pages;

/// <summary>A page people start from: it stands in the navigation and on the home page of these roles.</summary>
public sealed record Destination(string Title, string Path, string Purpose, params Role[] Roles);

/// <summary>Every starting page, in the order shown. A new page adds one line here.</summary>
public static class Navigation
{
    public static readonly ImmutableArray<Destination> Destinations =
    [
        new(
            "Desk",
            "/desk",
            "See the building live, check people in, book, and find a place for whoever walks in.",
            Role.Receptionist,
            Role.Coordinator
        ),
        new(
            "Clinicians",
            "/clinicians",
            "See your week, book a session with room and equipment, and take leave.",
            Role.Clinician,
            Role.Coordinator
        ),
        new(
            "Plans",
            "/plans",
            "Plan a week for all hubs, see what it would change, and publish it.",
            Role.Coordinator
        ),
        new(
            "Service mix",
            "/service-mix",
            "Decide how many sessions of each service every hub should have.",
            Role.Coordinator
        ),
        new(
            "Import",
            "/import",
            "Bring in rooms, clinics or clinicians from a spreadsheet, and see first what would change.",
            Role.Coordinator
        ),
        new(
            "What's on",
            "/whats-on",
            "What runs at each hub, when, and how to get in.",
            Role.Resident,
            Role.Receptionist,
            Role.Clinician,
            Role.Coordinator
        ),
        new("Jobs", "/jobs", "What the system does by itself, and how it went.", Role.Coordinator),
    ];

    public static ImmutableArray<Destination> For(Role role) =>
        [.. Destinations.Where(destination => destination.Roles.Contains(role))];
}
