using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

[Collection(RunningProduct.Name)]
public sealed class ServerGoneTests(RunningProduct running)
{
    [Fact]
    public async Task WhenTheServerIsGone_MyBoardSaysSo_AndWhenItIsBack_ItGoesOnByItself()
    {
        await using var window = await running.Visit(Role.Receptionist);
        var board = new Screen(window);
        await board.Open("/desk/tilbury", running.Day.Today);

        await running.Product.Kill();
        try
        {
            await board.SaysItMayBeOutOfDate();
            await window.HasNoAxeViolation();
        }
        finally
        {
            await running.Product.Start();
        }
        await board.IsUpToDateAgain();

        await using var reception = await running.Visit(Role.Receptionist);
        await reception.LookForPlaces("tilbury");
        await reception.Button("Give a ticket to wait here").ClickAsync();
        await Expect(reception.Success).ToContainTextAsync("Ticket");
        await Expect(window.Page.Locator("[data-total='waiting']"))
            .Not.ToHaveTextAsync("0", new() { Timeout = Screen.Promptly });
        await board.WasNotReloaded();
    }
}
