using Hubs.Model;
using Hubs.Running;
using Xunit.Abstractions;

namespace Hubs.Survival.Tests;

/// <summary>The plug is pulled at random moments while people book and clinicians place sessions.</summary>
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
        var kills = PreparedHubs.Times("HUBS_KILLS", 20);
        var openAfterKills = 0;

        for (var kill = 0; kill < kills; kill++)
        {
            var before = bookings.Booked.ToHashSet();
            await KillUnderLoad(product, bookings, placings, random);
            await product.Start();
            // First, while claims cut short still stand.
            openAfterKills += await placings.Check(client);
            await client.FindOutAboutUnanswered(bookings);
            await client.HoldsEvery(bookings.Booked.Except(before));
            await client.HasExactly([.. bookings.Booked]);
        }

        await client.HoldsEvery(bookings.Booked);
        using var limit = new CancellationTokenSource(LongestWait);
        while (await placings.Check(client) > 0)
            limit.Token.ThrowIfCancellationRequested();
        output.WriteLine(
            $"{kills} kills, {bookings.Booked.Count()} bookings, {placings.Answered} placings and cancellations answered, "
                + $"{openAfterKills} claims found cut short"
        );
        Assert.True(bookings.Booked.Count() > kills, "The load booked almost nothing.");
        Assert.True(placings.Answered > kills, "The load placed almost nothing.");
    }

    private static async Task KillUnderLoad(
        Product product,
        BookingLoad bookings,
        PlacingLoad placings,
        Random random
    )
    {
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(
            bookings.Run(product.Address, BookingClients, enough.Token),
            placings.Run(product.Address, enough.Token)
        );
        // A random moment is the point; nothing is waited for.
        await Task.Delay(random.Next(300, 1_500));
        await product.Kill();
        await enough.CancelAsync();
        await load;
    }
}
