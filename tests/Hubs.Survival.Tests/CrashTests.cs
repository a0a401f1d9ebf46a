using Hubs.Model;
using Hubs.Running;
using Xunit.Abstractions;

namespace Hubs.Survival.Tests;

/// <summary>
/// The plug is pulled at random moments while residents book, clinicians place sessions, receptionists change rooms and send walk-ins to another hub, and a
/// coordinator allocates, publishes and backs up.
/// </summary>
[Collection(PreparedHubsCollection.Name)]
public sealed class CrashTests(PreparedHubs hubs, ITestOutputHelper output)
{
    private const int Seed = 7;
    private const int BookingClients = 16;
    private const int PlacingClients = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingThatWasAnswered()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var random = new Random(Seed);
        var bookings = new BookingLoad(
            await client.FreePlaces(PreparedHubs.Tomorrow, days: 14),
            random
        );
        var placings = new PlacingLoad(await client.FindClinicians(PlacingClients), Seed);
        var buildings = await client.Hubs();
        var rooms = new RoomLoad(
            [.. buildings.Select(hub => (hub.Id, hub.Rooms[0].Id))],
            PreparedHubs.Tomorrow
        );
        // The first open day of another hub after those that others book in.
        var there = (await client.FreePlaces(PreparedHubs.Tomorrow.AddDays(15), days: 5))
            .Where(place => place.Hub == buildings[1].Id)
            .ToLookup(place => place.Date)
            .First();
        var sending = new SendingLoad(buildings[0].Id, PreparedHubs.Tomorrow.AddDays(-1), there);
        var coordinator = new CoordinatorLoad(IsoWeek.Of(PreparedHubs.Tomorrow.AddDays(28)));
        Func<Uri, CancellationToken, Task>[] loads =
        [
            (address, enough) => bookings.Run(address, BookingClients, enough),
            placings.Run,
            rooms.Run,
            sending.Run,
            coordinator.Run,
        ];
        var kills = PreparedHubs.Times("HUBS_KILLS", 10);
        var openAfterKills = 0;

        for (var kill = 0; kill < kills; kill++)
        {
            var before = bookings.Booked.ToHashSet();
            await KillUnderLoad(product, loads, random, kill % 3 == 1 ? coordinator : null);
            await product.Start();
            // First, while claims cut short still stand.
            openAfterKills += await placings.Check(client);
            await rooms.Check(client);
            await sending.Check(client);
            await client.FindOutAboutUnanswered(bookings);
            await client.HoldsEvery(bookings.Booked.Except(before));
            await client.HasExactly([.. bookings.Booked]);
        }

        await client.HoldsEvery(bookings.Booked);
        using var limit = new CancellationTokenSource(LongestWait);
        while (await placings.Check(client) > 0)
            limit.Token.ThrowIfCancellationRequested();
        await sending.CheckPlaces(client, buildings[1].Id, there.Key);
        await coordinator.Check(client);
        await coordinator.BackUp(client);
        string backups;
        do backups = await Product.Maintain("backups", "--data", product.Data);
        while (
            !backups.Contains("good", StringComparison.Ordinal) && !limit.IsCancellationRequested
        );
        Assert.DoesNotContain("DAMAGED", backups, StringComparison.Ordinal);
        Assert.Contains("good", backups, StringComparison.Ordinal);
        output.WriteLine(
            $"{kills} kills, {bookings.Booked.Count()} bookings, {placings.Answered} placings and cancellations answered, "
                + $"{openAfterKills} claims found cut short, {rooms.Answered} room changes, {sending.Sent} walk-ins sent on, "
                + $"{coordinator.Published} publications"
        );
        Assert.True(bookings.Booked.Count() > kills, "The load booked almost nothing.");
        Assert.True(placings.Answered > kills, "The load placed almost nothing.");
        Assert.True(rooms.Answered > kills, "Hardly a room was changed.");
        Assert.True(sending.Sent > kills, "Hardly anybody was sent on.");
        Assert.True(coordinator.Published > 0, "Nothing was published.");
    }

    private static async Task KillUnderLoad(
        Product product,
        Func<Uri, CancellationToken, Task>[] loads,
        Random random,
        CoordinatorLoad? untilPublishing
    )
    {
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(loads.Select(run => run(product.Address, enough.Token)));
        // A random moment is the point; nothing is waited for, except, now and then, that a publication has begun.
        await Task.Delay(random.Next(300, 1_500));
        if (untilPublishing is { Published: var before })
            for (var looks = 0; looks < 1_000 && untilPublishing.Published == before; looks++)
                await Task.Delay(10);
        await product.Kill();
        await enough.CancelAsync();
        await load;
    }
}
