using System.Globalization;
using Hubs.Model;
using Hubs.Web.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Running;

/// <summary>A desk board or wall display of one day, left open.</summary>
public sealed class Screen(Visit visit)
{
    /// <summary>"Within a second, without reload", and what a loaded test machine adds to it.</summary>
    public const float Promptly = 2500;

    private const float StaleWithin = 30_000;
    private const float BackWithin = 60_000;

    public async Task Open(string path, DateOnly date)
    {
        await visit.Go($"{path}?date={DayWords.Iso(date)}");
        await Expect(Age).ToContainTextAsync("Last heard");
        await visit.Page.EvaluateAsync("window.hasStayedOpen = true");
    }

    public ILocator Row(string session) => visit.Page.Locator($"tr[data-id='{session}']");

    public ILocator Cell(string session, string field) =>
        Row(session).Locator($"[data-field='{field}']");

    /// <summary>The first session with places to book, for which <paramref name="isWanted"/> holds.</summary>
    public async Task<string> FirstSession(Func<string, Task<bool>> isWanted)
    {
        foreach (var row in await visit.Page.Locator("tr[data-id]").AllAsync())
        {
            var id = (await row.GetAttributeAsync("data-id"))!;
            if (await isWanted(id))
                return id;
        }

        throw new InvalidOperationException($"No such session on {visit.Page.Url}");
    }

    public Task Shows(string session, string field, string text) =>
        Expect(Cell(session, field)).ToHaveTextAsync(text, new() { Timeout = Promptly });

    public Task Shows(string session, string field, int count) =>
        Shows(session, field, count.ToString(CultureInfo.InvariantCulture));

    public Task SaysItMayBeOutOfDate() =>
        Expect(Stale).ToContainTextAsync("may be out of date", new() { Timeout = StaleWithin });

    public Task IsUpToDateAgain() => Expect(Stale).ToBeEmptyAsync(new() { Timeout = BackWithin });

    public async Task WasNotReloaded() =>
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.hasStayedOpen === true"));

    private ILocator Age => visit.Page.Locator("[data-age]");

    private ILocator Stale => visit.Page.Locator("[data-stale]");
}
