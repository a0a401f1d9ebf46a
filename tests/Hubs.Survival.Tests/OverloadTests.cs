using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hubs.Model;
using Hubs.Running;
using Xunit.Abstractions;

namespace Hubs.Survival.Tests;

/// <summary>Far more is asked than can be answered: some are turned away at once, the others are answered in time, boards live, and it is over when it is over.</summary>
[Collection(PreparedHubsCollection.Name)]
public sealed class OverloadTests(PreparedHubs hubs, ITestOutputHelper output)
{
    private const int Clients = 200;
    private const int StuckScreens = 10;
    private const long MostMemoryMore = 400L * 1024 * 1024;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(4);

    // On a machine with two cores that also makes the load, and perhaps other tests beside it.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "16", "0")]
    [InlineData(HttpStatusCode.TooManyRequests, "256", "20")]
    public async Task TooManyRequests_AreTurnedAway_AndTheRestAnsweredInTime(
        HttpStatusCode turnedAway,
        string atOnce,
        string perSecond
    )
    {
        await using var product = await hubs.StartWith(
            "--Limits:AtOnce",
            atOnce,
            "--Limits:RequestsPerSecond",
            perSecond
        );
        using var client = new HubsClient(product.Address);
        var place = (await client.FreePlaces(PreparedHubs.Tomorrow, days: 3))[0];
        await using var screen = await LiveScreen.Open(product.Address, place.Hub, place.Date);
        var stuck = await Task.WhenAll(
            Enumerable
                .Range(0, StuckScreens)
                .Select(_ => LiveScreen.Open(product.Address, place.Hub, place.Date, isStuck: true))
        );
        var memory = product.Memory;

        var answers = await Overload(product.Address, place);

        var refused = answers.Where(answer => answer.Status == turnedAway).ToList();
        var accepted = answers.Except(refused).Select(answer => answer.Took).Order().ToList();
        var p99 = accepted[(int)(accepted.Count * 0.99)];
        output.WriteLine(
            $"{accepted.Count} answered, p99 {p99.TotalMilliseconds:0} ms; {refused.Count} turned away; "
                + $"memory {memory >> 20} -> {product.Memory >> 20} MB; {screen.Messages} messages to a screen"
        );
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.True(answer.SaysWhenToRetry));
        Assert.All(
            answers.Except(refused),
            answer =>
                Assert.Contains(
                    answer.Status,
                    (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Created]
                )
        );
        Assert.True(p99 < InTime, $"p99 was {p99}");
        Assert.True(product.Memory - memory < MostMemoryMore);
        Assert.True(screen.IsOpen && screen.Messages > 10, $"{screen.Messages} messages");

        await Task.Delay(TimeSpan.FromSeconds(1)); // Retry-After said so.
        var after = screen.Messages;
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Created, (await Change(client, place, i)).Status);
        while (screen.Messages == after)
            await Task.Delay(10);
        foreach (var one in stuck)
            await one.DisposeAsync();
    }

    private static Task<Reply<HoldReceipt>> Change(HubsClient client, Place place, int number) =>
        client.Post<HoldReceipt>(
            "holds",
            new
            {
                place.Hub,
                place.Date,
                place.Session,
                place.Start,
            },
            $"after-{number / 5}"
        );

    private sealed record Told(HttpStatusCode Status, TimeSpan Took, bool SaysWhenToRetry);

    /// <summary>Everybody asks again as soon as they have an answer, whatever it was: half read a board, half change a room.</summary>
    private static async Task<ConcurrentQueue<Told>> Overload(Uri address, Place place)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new(address, "/api/v1/"),
            DefaultRequestHeaders = { { "X-Demo-Role", "coordinator" } },
        };
        var board = $"hubs/{place.Hub}/diaries/{place.Date:yyyy-MM-dd}";
        var room = (await new HubsClient(address).Board(place.Hub, place.Date)).Rooms[0].Id;
        var answers = new ConcurrentQueue<Told>();
        using var enough = new CancellationTokenSource(Load);
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        for (var n = i; !enough.IsCancellationRequested; n++)
                            answers.Enqueue(await Ask(n));
                    })
                )
        );
        return answers;

        async Task<Told> Ask(int n)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer =
                n % 2 == 0
                    ? await http.GetAsync(board)
                    : await http.PostAsJsonAsync(
                        $"{board}/rooms/{room}/state",
                        new { state = n % 4 == 1 ? "ready" : "in-use" }
                    );
            await answer.Content.ReadAsByteArrayAsync();
            return new(
                answer.StatusCode,
                Stopwatch.GetElapsedTime(started),
                answer.Headers.RetryAfter is not null
            );
        }
    }
}
