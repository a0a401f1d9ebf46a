using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hubs.Model;
using Hubs.Running;
using Xunit.Abstractions;

namespace Hubs.Survival.Tests;

/// <summary>Whatever is sent, the answer is an answer, and what was refused changed nothing.</summary>
[Collection(PreparedHubsCollection.Name)]
public sealed class FuzzTests(PreparedHubs hubs, ITestOutputHelper output)
{
    private static readonly int Seed = PreparedHubs.Times("HUBS_SEED", 5);
    private const int Days = 3;
    private static readonly string[] Roles =
    [
        "coordinator",
        "coordinator",
        "receptionist",
        "clinician",
        "resident",
    ];

    /// <summary>HUBS_FUZZ asks for more of each route.</summary>
    [Fact]
    public async Task Api_AskedAnything_NeverBreaks_AndARefusalChangesNothing()
    {
        await using var product = await hubs.Start();
        using var http = Http(product.Address);
        using var client = new HubsClient(product.Address);
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var random = new Random(Seed);
        var fuzz = await MakeUp(client, document, random);
        var watched = await Watched(client);
        var before = await State(http, watched);
        var (sent, done) = (0, 0);
        foreach (var request in fuzz.Requests(PreparedHubs.Times("HUBS_FUZZ", 25)))
        {
            using var answer = await Send(http, request, random, sent++);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True(
                (int)answer.StatusCode < 500,
                $"{request.Route} answered {(int)answer.StatusCode} to {request.Path} {request.Body?.ToJsonString()}\n{said}"
            );
            if (!request.IsWrite)
                continue;
            var after = await State(http, watched);
            if (answer.IsSuccessStatusCode)
                done++;
            else
                Assert.True(
                    before == after,
                    $"{request.Route} answered {(int)answer.StatusCode} and yet changed something: {request.Path} {request.Body?.ToJsonString()}\n{before}\n{after}"
                );
            before = after;
        }
        output.WriteLine($"{sent} requests, {done} commands carried out");
        Assert.DoesNotContain("nhandled exception", product.Printed, StringComparison.Ordinal);
        Assert.True(done > 20, $"Only {done} commands meant anything.");
    }

    [Fact]
    public async Task Boards_ToldAnything_LiveOn()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var place = (await client.FreePlaces(PreparedHubs.Tomorrow, days: 3))[0];
        var random = new Random(Seed);
        string[] pieces =
        [
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\u001e",
            "type",
            "1",
            "6",
            "7",
            "target",
            "\"Watch\"",
            "\"Unwatch\"",
            "arguments",
            $"\"{place.Hub}\"",
            $"\"{place.Date:yyyy-MM-dd}\"",
            "null",
            "1e999",
            "\"OnDisconnectedAsync\"",
            "\"\\u0000\"",
            new('x', 5_000),
            """{"type":1,"target":"Watch","arguments":[]}""",
            """{"type":1,"target":"Watch","arguments":["tilbury","2026-99-99"]}""",
            """{"type":1,"target":"Watch","arguments":[{},[]]}""",
            """{"type":1,"invocationId":"1","target":"Dispose","arguments":[]}""",
            """{"type":4,"invocationId":"1","target":"Watch","arguments":["tilbury","2026-11-24"]}""",
        ];
        await using var calm = await LiveScreen.Open(product.Address, place.Hub, place.Date);
        for (var round = 0; round < 60; round++)
        {
            await using var screen = await LiveScreen.Open(
                product.Address,
                place.Hub,
                place.Date,
                isStuck: random.Next(2) == 0
            );
            try
            {
                for (var i = random.Next(1, 10); i > 0; i--)
                    await screen.Send(string.Concat(random.GetItems(pieces, random.Next(1, 8))));
            }
            catch (WebSocketException)
            {
                // Shown the door, which is an answer.
            }
        }
        await using var next = await LiveScreen.Open(product.Address, place.Hub, place.Date);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (next.Messages == 0)
            await Task.Delay(10, limit.Token);
        Assert.True(calm.IsOpen, "Somebody else's nonsense closed this board.");
        Assert.DoesNotContain("nhandled exception", product.Printed, StringComparison.Ordinal);
    }

    private static HttpClient Http(Uri address) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
            }
        )
        {
            BaseAddress = address,
        };

    private static Task<HttpResponseMessage> Send(
        HttpClient http,
        MadeUp request,
        Random random,
        int number
    )
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        message.Headers.Add("X-Demo-Role", Roles[random.Next(Roles.Length)]);
        if (random.Next(10) > 0)
            // Now and then a key that was used before.
            message.Headers.TryAddWithoutValidation(
                "Idempotency-Key",
                random.Next(15) == 0 ? "fuzz-1" : $"fuzz-{number}"
            );
        if (request.Body is { } body)
        {
            var text = body.ToJsonString();
            if (random.Next(25) == 0)
                text = text[..random.Next(text.Length)];
            message.Content = new StringContent(
                text,
                Encoding.UTF8,
                random.Next(30) == 0 ? "text/plain" : "application/json"
            );
        }
        return http.SendAsync(message);
    }

    /// <summary>What a refusal must leave alone, by the tags of its answers: the network and some diaries that no plan of this test reaches.</summary>
    private static async Task<string> State(HttpClient http, IEnumerable<string> watched)
    {
        var tags = await Task.WhenAll(
            watched.Select(async path =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Head, path)
                {
                    Method = HttpMethod.Get,
                    Headers = { { "X-Demo-Role", "coordinator" } },
                };
                using var answer = await http.SendAsync(
                    request,
                    HttpCompletionOption.ResponseHeadersRead
                );
                return answer.Headers.ETag?.Tag
                    ?? throw new InvalidOperationException($"{path} has no tag.");
            })
        );
        return string.Join(' ', tags);
    }

    private static async Task<string[]> Watched(HubsClient client)
    {
        var all = (await client.Hubs()).Take(2).ToList();
        return
        [
            $"/api/v1/hubs/{all[0].Id}",
            .. from hub in all
            from day in Enumerable.Range(0, Days)
            select $"/api/v1/hubs/{hub.Id}/diaries/{PreparedHubs.Tomorrow.AddDays(day):yyyy-MM-dd}",
        ];
    }

    /// <summary>Values that mean something, by the name of the field or parameter that takes them.</summary>
    private static async Task<Fuzz> MakeUp(HubsClient client, JsonElement document, Random random)
    {
        var all = (await client.Hubs()).Take(2).ToList();
        var clinicians = (await client.Clinicians()).Take(5).ToList();
        var places = (await client.FreePlaces(PreparedHubs.Tomorrow, Days))
            .Where(place => all.Any(hub => hub.Id == place.Hub))
            .Take(60)
            .ToList();
        var booked = new List<AppointmentReceipt>();
        foreach (var place in places.Take(12))
            if ((await client.Book(place, "Somebody", $"known-{place.Start}")).Body is { } receipt)
                booked.Add(receipt);
        var week = IsoWeek.Of(PreparedHubs.Tomorrow.AddDays(28)).ToString();
        var values = new List<(string Name, string Value)>
        {
            ("week", week),
            ("length", "PT1H"),
            ("timebudget", "PT1S"),
            ("name", "Somebody"),
            ("contact", "01375 000000"),
            ("reason", "because"),
            ("days", "3"),
            ("limit", "5"),
            ("jobs/id", "expire-holds"),
            ("needs", "step-free"),
        };
        values.AddRange(
            all.SelectMany(hub =>
                (IEnumerable<(string, string)>)
                    [
                        ("hub", hub.Id.Value),
                        ("sentto", hub.Id.Value),
                        ("room", hub.Rooms[0].Id.Value),
                    ]
            )
        );
        values.AddRange(
            clinicians.SelectMany(c =>
                (IEnumerable<(string, string)>)
                    [
                        ("clinicians", c.Id.Value),
                        ("clinicians/id", c.Id.Value),
                        ("clinician", c.Id.Value),
                    ]
            )
        );
        foreach (var receipt in booked)
            values.AddRange([
                ("appointments/id", receipt.Id.Value),
                ("reference", receipt.Reference),
            ]);
        foreach (var together in places.Select(Together))
            values.AddRange(together.Select(value => (value.Key, value.Value)));
        return new Fuzz(
            document,
            random,
            values.ToLookup(value => value.Name, value => value.Value),
            [.. places.Select(Together)]
        );
    }

    private static Dictionary<string, string> Together(Place place) =>
        new()
        {
            ["hub"] = place.Hub.Value,
            ["date"] = place.Date.ToString("yyyy-MM-dd", null),
            ["session"] = place.Session.Value,
            ["sessions"] = place.Session.Value,
            ["service"] = place.Service.Value,
            ["start"] = place.Start.ToString("HH:mm", null),
            ["from"] = place.Start.ToString("HH:mm", null),
            ["to"] = place.Start.AddHours(1).ToString("HH:mm", null),
        };
}
