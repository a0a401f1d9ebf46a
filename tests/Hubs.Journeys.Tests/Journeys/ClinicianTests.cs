using System.Globalization;
using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Web.Pages;
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
        await using var me = await running.Visit(Role.Clinician);
        await me.Go(
            $"{Me}/book?at=corringham&minutes=45&date={DayWords.Iso(running.Day.NextWednesday)}"
        );
        await me.Button("Show offers").ClickAsync();
        await Expect(me.Page.Locator("button[name='offer']").First).ToBeVisibleAsync();
        await me.PageIsInOrder();
        var length = TimeSpan.FromMinutes(
            int.Parse(await me.Field("Length").InputValueAsync(), CultureInfo.InvariantCulture)
        );
        var offer = me.Page.Locator("button[name='offer']").First;
        var parts = (await offer.GetAttributeAsync("value"))!.Split('|');
        var (date, start) = (parts[1], TimeOnly.Parse(parts[2], CultureInfo.InvariantCulture));
        var (from, to) = (DayWords.Of(start), DayWords.Of(start.Add(length)));

        await offer.ClickAsync();
        await Expect(me.Success).ToContainTextAsync("Booked: ");
        await Expect(me.Page.Locator("main li", new() { HasText = $"{from} to {to}" }).First)
            .ToBeVisibleAsync();
        await me.PageIsInOrder();

        await me.Go($"{Me}/book?at=tilbury&minutes=45&date={date}&earliest={from}&latest={to}");
        await me.Button("Show offers").ClickAsync();
        await Expect(me.Heading("What you asked for does not fit")).ToBeVisibleAsync();
        await Expect(me.Page.Locator(".nhsuk-inset-text"))
            .ToContainTextAsync($"has a session at Corringham {from}-{to}");

        await me.Go(
            $"{Me}?week={IsoWeek.Of(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture))}"
        );
        await me.Page.Locator("button[name='session']").First.ClickAsync();
        await Expect(me.Success).ToContainTextAsync("is cancelled.");
        await Expect(me.Page.GetByText($"{from} to {to}: ")).ToHaveCountAsync(0);
    }
}
