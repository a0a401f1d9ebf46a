using System.Globalization;
using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Web.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

[Collection(RunningProduct.Name)]
public sealed class AWeekGoesLiveTests(RunningProduct running)
{
    private const string Resident = "Ada Example";
    private const float LongestRun = 60_000;

    private DateOnly Day => running.Day.NextWednesday;

    [Fact]
    public async Task WhatTheCoordinatorPublishes_IBook_AndEveryScreenShowsItAtOnce_AndItIsStillThereAfterARestart()
    {
        await AllocateAndPublish();

        await using var deskWindow = await running.Visit(Role.Receptionist);
        await using var wallWindow = await running.Visit(Role.Resident);
        var (desk, wall) = (new Screen(deskWindow), new Screen(wallWindow));
        await desk.Open("/desk/tilbury", Day);
        await wall.Open("/wall/tilbury", Day);

        var session = await wall.FirstSession(async id =>
            await wall.Cell(id, "places").InnerTextAsync() is [>= '2' and <= '9', ..]
        );
        var booked = int.Parse(
            await desk.Cell(session, "booked").InnerTextAsync(),
            CultureInfo.InvariantCulture
        );
        var places = int.Parse(
            (await wall.Cell(session, "places").InnerTextAsync()).Split(' ')[0],
            CultureInfo.InvariantCulture
        );
        var room = await desk.Cell(session, "room").InnerTextAsync();
        var service = await desk.Cell(session, "service").InnerTextAsync();
        var time = await desk.Cell(session, "time").InnerTextAsync();
        var what = await wall.Cell(session, "what").InnerTextAsync();

        await using var reception = await running.Visit(Role.Receptionist);
        await reception.LookForSlots("tilbury", service, Day);
        await SlotIn(reception, session).ClickAsync();
        await wall.Shows(session, "places", $"{places - 1} free");
        await reception.PageIsInOrder();
        await reception.BookFor(Resident);
        await desk.Shows(session, "booked", booked + 1);
        await wall.Shows(session, "places", $"{places - 1} free");
        await desk.WasNotReloaded();
        await wall.WasNotReloaded();

        await Expect(reception.Success).ToContainTextAsync("Booked. The reference is");
        await reception.PageIsInOrder();
        var appointment = new Uri(reception.Page.Url).AbsolutePath;
        await ResidentSees(what, time, room);

        await running.Product.Stop();
        await running.Product.Start();

        await reception.Go(appointment);
        await Expect(reception.Page.GetByText(Resident)).ToBeVisibleAsync();
        await desk.Open("/desk/tilbury", Day);
        await desk.Shows(session, "booked", booked + 1);
        await wall.Open("/wall/tilbury", Day);
        await wall.Shows(session, "places", $"{places - 1} free");
        await ResidentSees(what, time, room);
    }

    private async Task AllocateAndPublish()
    {
        await using var coordinator = await running.Visit(Role.Coordinator);
        await coordinator.Go("/plans");
        await coordinator.Link($"Week of {running.Day.NextWeek.Monday:d MMMM yyyy}").ClickAsync();
        await coordinator.Field("10 seconds").CheckAsync();
        await coordinator.Button("Allocate again").ClickAsync();
        var next = coordinator.Button("See what publishing would change");
        await Expect(next).ToBeVisibleAsync(new() { Timeout = LongestRun });
        await coordinator.PageIsInOrder();
        await next.ClickAsync();
        await Expect(coordinator.MainHeading).ToContainTextAsync("Publish the week of");
        await coordinator.PageIsInOrder();
        await coordinator
            .Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish") })
            .ClickAsync();
        await Expect(coordinator.Heading("The published plan"))
            .ToBeVisibleAsync(new() { Timeout = LongestRun });
    }

    private static ILocator SlotIn(Visit reception, string session) =>
        reception.Page.Locator($"button[name='slot'][value*='|{session}|']").First;

    private async Task ResidentSees(string what, string time, string room)
    {
        await using var resident = await running.Visit(Role.Resident, scripting: false);
        var week = (Day.DayNumber - running.Day.Today.DayNumber) / 7;
        await resident.Go($"/whats-on/tilbury?week={week}");
        var day = resident.Page.Locator("details", new() { HasText = DayWords.Of(Day) });
        if (await day.GetAttributeAsync("open") is null)
            await day.Locator("summary").ClickAsync();
        var line = day.Locator(
            ".nhsuk-summary-list__row",
            new() { Has = resident.Page.GetByText(what, new() { Exact = true }) }
        );
        await Expect(line).ToBeVisibleAsync();
        await Expect(line).ToContainTextAsync($"{time}, {room}");
    }
}
