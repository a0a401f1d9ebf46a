using System.Diagnostics;
using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>It does not matter which web node a request reaches.</summary>
[Collection(RunningClusterCollection.Name)]
public sealed class WebNodeTests(RunningCluster running)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private Uri A => running.Cluster.Addresses[0];

    private Uri B => running.Cluster.Addresses[1];

    [Fact]
    public async Task Booking_OnOneNode_IsOnTheScreensOfTheOther()
    {
        using var api = new HubsClient(A);
        var place = (await api.FreePlaces(RunningCluster.Tomorrow.AddDays(23), 4))[0];
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var before = await ShownBoard.Version(B, place.Hub, place.Date, enough.Token);

        var booked = await api.Book(place, "Alex Example", Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.Created, booked.Status);
        var clock = Stopwatch.StartNew();
        while (await ShownBoard.Version(B, place.Hub, place.Date, enough.Token) == before)
            await Task.Delay(20, enough.Token);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task Configuration_ChangedOnOneNode_IsInForceThereAtOnce_AndSoonOnTheOther()
    {
        using var here = new HubsClient(A);
        using var there = new HubsClient(B);
        var before = (await there.Hubs())[0];
        ServiceTarget[] mix =
        [
            .. before.ServiceMix.Select(one => one with { Maximum = one.Maximum + 1 }),
        ];

        await here.SetServiceMix(before.Id, mix);

        Assert.Equal(mix, (await here.Hubs())[0].ServiceMix);
        var clock = Stopwatch.StartNew();
        while (!mix.SequenceEqual((await there.Hubs())[0].ServiceMix))
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Form_GotFromOneNode_IsTakenByTheOther_WithItsCookies()
    {
        // By name, not by port: as behind one balancer.
        var cookies = new CookieContainer();
        cookies.Add(new Cookie("hubs-role", "Coordinator", "/", "localhost"));
        using var handler = new HttpClientHandler
        {
            CookieContainer = cookies,
            AllowAutoRedirect = false,
        };
        using var browser = new HttpClient(handler);
        var page = await browser.GetStringAsync(new Uri(A, "/jobs"));

        using var taken = await browser.PostAsync(
            new Uri(B, "/jobs"),
            Form(("id", ValueOf("id", page)), (Token, ValueOf(Token, page)))
        );
        using var refused = await browser.PostAsync(
            new Uri(B, "/jobs"),
            Form(("id", ValueOf("id", page)))
        );

        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private const string Token = "__RequestVerificationToken";

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static string ValueOf(string field, string page)
    {
        var value = page.Split($"name=\"{field}\"")[1].Split("value=\"")[1];
        return value[..value.IndexOf('"', StringComparison.Ordinal)];
    }
}
