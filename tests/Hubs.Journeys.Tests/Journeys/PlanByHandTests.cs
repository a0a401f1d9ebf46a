using System.Globalization;
using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Web.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

/// <summary>A coordinator changes a plan by hand: with the mouse, by keyboard, and without scripting.</summary>
[Collection(RunningProduct.Name)]
public sealed class PlanByHandTests(RunningProduct running)
{
    // A week nobody else's journey publishes.
    private IsoWeek Week => running.Day.NextWeek.Next;

    private string Day => $"/plans/{Week}/grays/{DayWords.Iso(Week.Monday.AddDays(1))}";

    [Fact]
    public async Task Dragged_WithTheVerdictWhileDragging_PutDownWhereItIsFree_AndUndone()
    {
        await using var coordinator = await running.Visit(Role.Coordinator);
        await coordinator.Go(Day);
        var page = coordinator.Page;
        var (session, minutes, row) = await SomewhereFree(page);
        var cell = page.Locator($"[data-session='{session}']");
        var target = page.Locator("[data-room]").Nth(row);
        await cell.EvaluateAsync("cell => cell.scrollIntoView({ block: 'center' })");
        var from = (await cell.BoundingBoxAsync())!;
        var to = (await target.BoundingBoxAsync())!;
        var hour = (await page.Locator(".app-timeline__hour").First.BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(from.X + 15, from.Y + from.Height - 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 25, from.Y + from.Height - 8);
        await page.Mouse.MoveAsync(
            from.X + 15 + hour.Width * minutes / 60,
            to.Y + to.Height / 2,
            new() { Steps = 8 }
        );
        await Expect(page.Locator("[data-move-tag]")).ToHaveTextAsync("Free");
        await page.Mouse.UpAsync();

        await Expect(coordinator.Success).ToContainTextAsync("and pinned there");
        await Expect(target.Locator($"[data-session='{session}']")).ToContainTextAsync("pinned");
        await coordinator.PageIsInOrder();
        await Undo(coordinator);
        await Expect(cell).Not.ToContainTextAsync("pinned");
    }

    [Fact]
    public async Task PickedUpByKeyboard_MovedWithArrows_LeftWithEscape_ThenPutDownWithEnter()
    {
        await using var coordinator = await running.Visit(Role.Coordinator);
        await coordinator.Go(Day);
        var page = coordinator.Page;
        var (session, minutes, row) = await SomewhereFree(page);
        var cell = page.Locator($"[data-session='{session}']");
        var home = await RowOf(page, session);

        await cell.FocusAsync();
        await page.Keyboard.PressAsync(" ");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-move]")).ToBeHiddenAsync();
        await Expect(cell).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < Math.Abs(row - home); i++)
            await page.Keyboard.PressAsync(row > home ? "ArrowDown" : "ArrowUp");
        for (var i = 0; i < Math.Abs(minutes) / 15; i++)
            await page.Keyboard.PressAsync(minutes > 0 ? "ArrowRight" : "ArrowLeft");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Free" }))
            .ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(coordinator.Success).ToContainTextAsync("and pinned there");
        await Expect(page.Locator($"[data-session='{session}']")).ToBeFocusedAsync();
        await Undo(coordinator);
    }

    [Fact]
    public async Task WithoutScripting_ASessionIsJudged_Moved_Unpinned_Compared_AndTheMoveUndone()
    {
        await using var coordinator = await running.Visit(Role.Coordinator, scripting: false);
        await using var looking = await running.Visit(Role.Coordinator);
        await looking.Go(Day);
        var (session, minutes, row) = await SomewhereFree(looking.Page);
        var room = await looking
            .Page.Locator("[data-room]")
            .Nth(row)
            .GetAttributeAsync("data-room");
        var start = await looking
            .Page.Locator($"[data-session='{session}']")
            .GetAttributeAsync("data-start");
        var minute = int.Parse(start!, CultureInfo.InvariantCulture) + minutes;

        await coordinator.Go($"/plans/{Week}/sessions/{session}");
        await coordinator.Field("Room").SelectOptionAsync(room!);
        await coordinator
            .Field("Start")
            .FillAsync(DayWords.Of(TimeOnly.MinValue.AddMinutes(minute)));
        await coordinator.Button("See what that would do").ClickAsync();
        await Expect(coordinator.Page.GetByRole(AriaRole.Region, new() { Name = "Answer" }))
            .ToContainTextAsync("Free");
        await LooksInOrder(looking, coordinator.Page.Url);
        await coordinator.Button("Move it").ClickAsync();
        await Expect(coordinator.Success).ToContainTextAsync("moved and pinned");

        await coordinator.Go($"/plans/{Week}/sessions/{session}");
        await coordinator.Button("Unpin it").ClickAsync();
        await Expect(coordinator.Success).ToContainTextAsync("not pinned any more");
        await coordinator.Go($"/plans/{Week}/compare");
        await Expect(coordinator.Page.GetByText("1 differs")).ToBeVisibleAsync();
        await LooksInOrder(looking, coordinator.Page.Url);

        await coordinator.Go($"/plans/{Week}");
        await LooksInOrder(looking, coordinator.Page.Url);
        await Undo(coordinator);
        await Undo(coordinator);
        await Expect(coordinator.Heading("The published plan")).ToBeVisibleAsync();
    }

    // Axe and the count of stops need scripting, so another window looks at the same page.
    private static async Task LooksInOrder(Visit looking, string address)
    {
        await looking.Go(new Uri(address).PathAndQuery);
        await looking.PageIsInOrder();
    }

    private static async Task Undo(Visit coordinator)
    {
        await coordinator
            .Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo") })
            .ClickAsync();
        await Expect(coordinator.Success).ToContainTextAsync("Undone:");
    }

    private static Task<int> RowOf(IPage page, string session) =>
        page.EvaluateAsync<int>(
            "id => [...document.querySelectorAll('[data-room]')].findIndex(row => row.querySelector(`[data-session='${id}']`))",
            session
        );

    /// <summary>A session that could be elsewhere in its day: how many minutes later (or earlier), and in which row. Asked of the page's own verdicts.</summary>
    private static async Task<(string Session, int Minutes, int Row)> SomewhereFree(IPage page)
    {
        var found = await page.EvaluateAsync<string>(
            """
            async () => {
              const address = document.querySelector('[data-move]').dataset.move;
              const rows = [...document.querySelectorAll('[data-room]')];
              const two = (n) => String(n).padStart(2, '0');
              for (const cell of document.querySelectorAll('[data-session]:not([data-session=""])')) {
                const home = rows.indexOf(cell.closest('[data-room]'));
                for (const rowsDown of [1, -1, 2, -2, 0])
                  for (const minutes of [0, 30, -30, 60, -60]) {
                    const row = home + rowsDown;
                    if (!rows[row] || (row === home && minutes === 0)) continue;
                    const at = Number(cell.dataset.start) + minutes;
                    const start = `${two(Math.floor(at / 60))}:${two(at % 60)}`;
                    const query = new URLSearchParams({ session: cell.dataset.session, room: rows[row].dataset.room, start });
                    const answer = await fetch(`${address}&${query}`);
                    if (answer.ok && (await answer.json()).tone === 'free') return `${cell.dataset.session}|${minutes}|${row}`;
                  }
              }
              return 'none|0|0';
            }
            """
        );
        var parts = found.Split('|');
        Assert.NotEqual("none", parts[0]);
        return (
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture)
        );
    }
}
