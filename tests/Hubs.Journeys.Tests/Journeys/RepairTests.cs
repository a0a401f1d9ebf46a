using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

/// <summary>Something happens to a published week, and the coordinator puts it right.</summary>
[Collection(RunningProduct.Name)]
public sealed class RepairTests(RunningProduct running)
{
    // A week nobody else's journey publishes.
    private IsoWeek Week => running.Day.NextWeek.Next.Next;

    [Fact]
    public async Task ARoomIsClosed_PlansAreCompared_OneIsTaken_Undone_TakenAgain_AndPublished()
    {
        await using var coordinator = await running.Visit(Role.Coordinator);
        var page = coordinator.Page;
        await coordinator.Go($"/plans/{Week}");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Repair the published week") })
            .ClickAsync();
        await coordinator.Field("A room is closed").CheckAsync();
        await coordinator.Button("Continue").ClickAsync();
        await coordinator.Field("First day").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await coordinator.Button("Show ways to put it right").ClickAsync();

        await Expect(page.GetByText("cannot stay where")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table).First).ToBeVisibleAsync();
        await page.Locator("summary").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "From now on" }).First)
            .ToBeVisibleAsync();
        await coordinator.PageIsInOrder();
        await TakeTheFirst(coordinator);
        await Expect(coordinator.Success).ToContainTextAsync("The week is repaired in a draft");

        await coordinator.Go($"/plans/{Week}/compare");
        await Expect(page.GetByText("What differs")).ToBeVisibleAsync();
        await coordinator.Go($"/plans/{Week}");
        await Expect(
                page.GetByRole(
                    AriaRole.Cell,
                    new() { NameRegex = new(@"^Repaired \(A room is closed") }
                )
            )
            .ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo") }).ClickAsync();
        await Expect(coordinator.Heading("The published plan")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Do again") }).ClickAsync();

        await coordinator.Button("See what publishing would change").ClickAsync();
        await Expect(page.GetByText("No appointment loses its session")).ToBeVisibleAsync();
        await coordinator.Button("Publish").ClickAsync();
        await Expect(coordinator.Heading("The published plan"))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private static Task TakeTheFirst(Visit coordinator) =>
        coordinator
            .Page.GetByRole(
                AriaRole.Button,
                new() { NameRegex = new("^Take this plan as the draft") }
            )
            .First.ClickAsync();
}
