using Microsoft.Playwright;

namespace Hubs.Journeys.Tests.Running;

/// <summary>What a receptionist does in a few presses.</summary>
public static class Reception
{
    /// <summary>Looks for free slots of a service from a day on.</summary>
    public static async Task LookForSlots(
        this Visit visit,
        string hub,
        string service,
        DateOnly from
    )
    {
        await visit.Go($"/desk/{hub}/book");
        await visit.Field("Service").SelectOptionAsync(new SelectOptionValue { Label = service });
        await visit.Field("From").SelectOptionAsync(Hubs.Web.Pages.DayWords.Iso(from));
        await visit.Button("Find free slots").ClickAsync();
    }

    /// <summary>Somebody walks in and needs whatever has free places today.</summary>
    public static async Task LookForPlaces(this Visit visit, string hub)
    {
        await visit.Go($"/desk/{hub}/walk-in");
        // After "Choose a service", services with free places today come first.
        await visit
            .Field("What do they need?")
            .SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visit.Button("Show places").ClickAsync();
    }

    /// <summary>Fills in the details for the slot that is kept, and books it.</summary>
    public static async Task BookFor(this Visit visit, string name)
    {
        await visit.Field("Full name").FillAsync(name);
        await visit.Field("Telephone or email").FillAsync("01632 960 001");
        await visit.Button("Book").ClickAsync();
    }
}
