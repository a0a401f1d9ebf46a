using System.Text;
using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hubs.Journeys.Tests.Journeys;

[Collection(RunningProduct.Name)]
public sealed class ImportTests(RunningProduct running)
{
    [Fact]
    public async Task IImportRooms_MyMistakeIsNamed_AndOnceCorrectedISeeTheChangeBeforeItCounts()
    {
        await using var coordinator = await running.Visit(Role.Coordinator);
        await Upload(coordinator, "id,name,type\ngra-c1,Consulting room one,examinatoin\n");
        await Expect(coordinator.Heading("The file cannot be used yet")).ToBeVisibleAsync();
        await Expect(coordinator.Page.GetByText("did you mean 'examination'?")).ToBeVisibleAsync();
        await coordinator.PageIsInOrder();

        await coordinator.Button("Choose another file").ClickAsync();
        await Upload(coordinator, "id,name\ngra-c1,Consulting room one\n");
        await Expect(coordinator.Page.GetByText("Consulting room one").First).ToBeVisibleAsync();
        await coordinator.PageIsInOrder();
        await coordinator.Button("Import").ClickAsync();
        await Expect(coordinator.Success).ToBeVisibleAsync();

        using var api = new HubsClient(running.Product.Address);
        var grays = (await api.Hubs()).Single(hub => hub.Id.Value == "grays");
        Assert.Contains(grays.Rooms, room => room.Name == "Consulting room one");
    }

    private static async Task Upload(Visit coordinator, string rooms)
    {
        await coordinator.Go("/import");
        await coordinator.Field("Rooms").CheckAsync();
        await coordinator
            .Field("CSV file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "rooms.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(rooms),
                }
            );
        await coordinator.Button("See what it would change").ClickAsync();
    }
}
