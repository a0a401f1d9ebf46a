using System.Globalization;
using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Web.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

[Collection(RunningProduct.Name)]
public sealed class ClinicianTests(RunningProduct running)
{
    // Works at Corringham, and at Tilbury too.
    private const string Me = "/clinicians/bello-rhys";

    [Fact]
    public async Task IBookASessionByOffer_ItIsInMyWeek_AndTheSameHourElsewhereIsRefusedWithTheReason()
    {
        await using var here = await running.Visit(Role.Clinician);
        await using var elsewhere = await running.Visit(Role.Clinician);
        var offer = await OfferedAtBoth(here, elsewhere);
        await here.PageIsInOrder();

        await Offer(here, offer).ClickAsync();
        await Expect(here.Success).ToContainTextAsync("Booked: ");
        await Expect(here.Page.Locator("main li", new() { HasText = offer.Time }).First)
            .ToBeVisibleAsync();
        await here.PageIsInOrder();

        await Offers(elsewhere).First.ClickAsync();
        await Expect(elsewhere.Page.Locator(".nhsuk-error-summary"))
            .ToContainTextAsync($"has a session at corringham {offer.Time}");
    }

    private sealed record Offered(string Value, DateOnly Date, TimeOnly Start, TimeOnly End)
    {
        public string Time => $"{DayWords.Of(Start)} to {DayWords.Of(End)}";

        public string Moment => $"{DayWords.Iso(Date)}|{DayWords.Of(Start)}";
    }

    /// <summary>A time for which both hubs have an offer, each shown in its own window.</summary>
    private async Task<Offered> OfferedAtBoth(Visit here, Visit elsewhere)
    {
        await here.Go($"{Me}/book?at=corringham&date={DayWords.Iso(running.Day.NextWednesday)}");
        await here.Button("Show offers").ClickAsync();
        var length = TimeSpan.FromMinutes(
            int.Parse(await here.Field("Length").InputValueAsync(), CultureInfo.InvariantCulture)
        );
        foreach (var button in await Offers(here).AllAsync())
        {
            var value = (await button.GetAttributeAsync("value"))!;
            var parts = value.Split('|');
            var start = TimeOnly.ParseExact(parts[2], "HH:mm", CultureInfo.InvariantCulture);
            var offer = new Offered(
                value,
                DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                start,
                start.Add(length)
            );
            await elsewhere.Go(
                $"{Me}/book?at=tilbury&date={DayWords.Iso(offer.Date)}&earliest={DayWords.Of(offer.Start)}&latest={DayWords.Of(offer.End)}"
            );
            await elsewhere.Button("Show offers").ClickAsync();
            var shown = Offers(elsewhere).First;
            if (
                await shown.IsVisibleAsync()
                && (await shown.GetAttributeAsync("value"))!.StartsWith(
                    $"tilbury|{offer.Moment}",
                    StringComparison.Ordinal
                )
            )
                return offer;
        }

        throw new InvalidOperationException("No time is offered at both hubs.");
    }

    private static ILocator Offers(Visit clinician) =>
        clinician.Page.Locator("button[name='offer']");

    private static ILocator Offer(Visit clinician, Offered offer) =>
        clinician.Page.Locator($"button[name='offer'][value='{offer.Value}']");
}
