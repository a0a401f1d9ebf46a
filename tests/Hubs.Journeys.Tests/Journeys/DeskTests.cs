using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Running;
using Hubs.Web.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

[Collection(RunningProduct.Name)]
public sealed class DeskTests(RunningProduct running)
{
    [Fact]
    public async Task SomebodyWalksIn_IPressOnce_AndTheyHaveATicketAndAPlace()
    {
        await using var reception = await running.Visit(Role.Receptionist);
        await reception.Go("/desk/tilbury/walk-in");
        await reception.Button("Show places").ClickAsync();
        await Expect(reception.Page.Locator("#Service-error"))
            .ToContainTextAsync("Choose a service");
        await reception.PageIsInOrder();
        await reception.LookForPlaces("tilbury");
        await Expect(reception.Field("Name (optional)")).ToBeVisibleAsync();
        await reception.PageIsInOrder();
        await reception.Field("Name (optional)").FillAsync("Bo Example");
        var place = reception.Page.Locator("button[name='slot']").First;
        var where = await place.InnerTextAsync();
        await place.ClickAsync();

        await Expect(reception.Success).ToContainTextAsync($": {where}. Reference ");
        await Expect(reception.Success).ToContainTextAsync("Ticket");
        await reception.Go("/desk/tilbury/day");
        await Expect(reception.Link("Bo Example")).ToBeVisibleAsync();
        await reception.PageIsInOrder();
        await reception.Field("Find in this list").FillAsync("nobody by this name");
        await Expect(reception.Link("Bo Example")).ToBeHiddenAsync();
        await reception.Field("Find in this list").FillAsync("exam bo");
        await Expect(reception.Link("Bo Example")).ToBeVisibleAsync();
        await Expect(reception.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 of ");
        await reception.PageIsInOrder();

        await reception.Link("Who changed what on this day").ClickAsync();
        await Expect(reception.Page.GetByText("came").First).ToBeVisibleAsync();
        await reception.PageIsInOrder();
    }

    [Fact]
    public async Task ARoomIsFlooded_ISeeTheSessionsItHits_AndMoveOneToAnotherRoom()
    {
        await using var reception = await running.Visit(Role.Receptionist);
        await OpenARoomWhoseSessionsCanMove(reception);
        await reception.Field("Why?").FillAsync("flooded");
        await reception.Button("Block the room").ClickAsync();
        await Expect(reception.Success).ToContainTextAsync("find another room below");
        await Expect(reception.Page.GetByText("The room is blocked in this time.").First)
            .ToBeVisibleAsync();
        await reception.PageIsInOrder();

        await reception.Button("Change room").First.ClickAsync();
        await Expect(reception.Success).ToContainTextAsync("Its appointments go with it.");
    }

    [Fact]
    public async Task MyBrowserRunsNoScripts_AndIBookAllTheSame()
    {
        await using var reception = await running.Visit(Role.Receptionist, scripting: false);
        await reception.Go("/desk/tilbury/walk-in");
        var service = await reception
            .Field("What do they need?")
            .Locator("option")
            .Nth(1)
            .InnerTextAsync();
        await reception.LookForSlots("tilbury", service, running.Day.Today.AddDays(1));
        await reception.Page.Locator("button[name='slot']").First.ClickAsync();
        await Expect(reception.MainHeading).ToHaveTextAsync("Who is the appointment for?");
        await reception.BookFor("Cy Example");

        await Expect(reception.Success).ToContainTextAsync("Booked. The reference is");
        await reception.Button("Move to another time").ClickAsync();
        await reception.Page.Locator("input[name='Slot']").Last.CheckAsync();
        await reception.Button("Move the appointment").ClickAsync();
        await Expect(reception.Success).ToContainTextAsync("oved");
    }

    [Fact]
    public async Task ASessionIsCancelled_IFindWhoLostTheirPlace_AndGiveThemAnother()
    {
        using var api = new HubsClient(running.Product.Address);
        var place = (await api.FreePlaces(running.Day.Today.AddDays(1), days: 1)).First(free =>
            free.Hub.Value == "corringham"
        );
        await api.Book(place, "Dee Example", "orphan-book");
        await api.Post<SessionReceipt>(
            $"hubs/{place.Hub}/diaries/{DayWords.Iso(place.Date)}/sessions/{place.Session}/cancel",
            new { Reason = "clinician ill" },
            "orphan-cancel"
        );

        await using var reception = await running.Visit(Role.Receptionist);
        await reception.Go("/desk/corringham/orphaned");
        var row = reception.Page.GetByRole(AriaRole.Row, new() { Name = "Dee Example" });
        await Expect(row).ToBeVisibleAsync();
        await reception.PageIsInOrder();
        await row.GetByRole(AriaRole.Link, new() { NameRegex = new("^Move") }).ClickAsync();
        await reception.Page.Locator("input[name='Slot']").First.CheckAsync();
        await reception.PageIsInOrder();
        await reception.Button("Move the appointment").ClickAsync();
        await Expect(reception.Success).ToContainTextAsync("oved");

        await reception.Go("/desk/corringham/orphaned");
        await Expect(row).ToHaveCountAsync(0);
    }

    private static async Task OpenARoomWhoseSessionsCanMove(Visit reception)
    {
        var paths = new List<string>();
        // How full a hub is differs from plan to plan.
        foreach (var hub in new[] { "tilbury", "corringham", "purfleet", "grays" })
        {
            await reception.Go($"/desk/{hub}/rooms");
            foreach (var room in await reception.Page.Locator("th[scope='row'] a").AllAsync())
                paths.Add((await room.GetAttributeAsync("href"))!);
        }

        foreach (var path in paths)
        {
            await reception.Go(path);
            // Part of a divisible hall could only move into the rest of it, which the flood closes too.
            var isPartOfAHall = (await reception.MainHeading.InnerTextAsync()).Contains(
                "Hall",
                StringComparison.Ordinal
            );
            if (!isPartOfAHall && await reception.Button("Change room").CountAsync() > 0)
                return;
        }

        throw new InvalidOperationException("No session could move to another room.");
    }
}
