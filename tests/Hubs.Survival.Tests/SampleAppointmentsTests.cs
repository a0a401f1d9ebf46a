using Hubs.Running;

namespace Hubs.Survival.Tests;

[Collection(PreparedHubsCollection.Name)]
public sealed class SampleAppointmentsTests(PreparedHubs hubs)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task SampleHubs_AreBookedForAWeek_OnceHoweverOftenTheProductStarts()
    {
        await using var product = await hubs.StartWith("--Demo:Appointments", "true");
        using var client = new HubsClient(product.Address);
        var booked = await BookedWhenDone(client);

        await product.Stop();
        await product.Start();

        Assert.Equal(booked, await BookedWhenDone(client));
    }

    /// <summary>The last hub's last working day is the last to be filled.</summary>
    private static async Task<int> BookedWhenDone(HubsClient client)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        var last = -1;
        while (true)
        {
            var counts = await Booked(client);
            if (counts.All(count => count > 0) && counts.Sum() == last)
                return last;
            last = counts.Sum();
            await Task.Delay(BetweenLooks, limit.Token);
        }
    }

    private static async Task<int[]> Booked(HubsClient client)
    {
        var counts = new List<int>();
        foreach (var hub in await client.Hubs())
            for (var ahead = 0; ahead < 6; ahead++)
            {
                var board = await client.Board(hub.Id, PreparedHubs.Tomorrow.AddDays(ahead));
                if (!board.Sessions.IsEmpty)
                    counts.Add(board.Sessions.Sum(session => session.Booked));
            }
        return [.. counts];
    }
}
