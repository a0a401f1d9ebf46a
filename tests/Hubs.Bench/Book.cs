using System.Text.Json;
using Hubs.Bench.Bare;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// book [--rounds 3] [--scale 1.0] [--port 5170] [--warm 12000] [--only spread|hot] [--clients 32] [--prepared DIR]: POST /api/v1/appointments at 1, 8 and 32 clients, every booking for a free place; first spread over all hubs and
/// days, then hot: all clients on one hub-day, and on the next when that is full. The baseline inserts the same body as a row with group
/// commit, rounds interleaved.
/// </summary>
internal static class Book
{
    private static readonly (int Clients, int Requests)[] Steps =
    [
        (32, 4_000),
        (8, 1_500),
        (1, 400),
    ];

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var rounds = arguments.Whole("--rounds", 3);
        var scale = arguments.Number("--scale", 1);
        // Compiled code settles only after thousands of bookings; before that a round measures the compiler.
        var warming = arguments.Whole("--warm", 12_000);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        await using var postgres = await Postgres.Start();
        await using var bare = await BareProcess.Start(arguments.Whole("--port", 5170), postgres);
        var conditions = Figures.Conditions();
        foreach (var isHot in (bool[])[false, true])
        {
            if (arguments.Text("--only") is { } only && only != (isHot ? "hot" : "spread"))
                continue;
            await using var product = await data.Start("--Limits:RequestsPerSecond", "0");
            var requests = await Requests(product.Address, isHot);
            await Clients.Run(product.Address, 32, [.. requests.Take(warming)], 201, () => default);
            await Rows(bare, 32, warming, $"warm-{isHot}");
            if (postgres is not null)
                await Inserts(bare, 32, warming / 2);
            var taken = warming;
            foreach (var (clients, usual) in Steps)
            {
                if (clients != arguments.Whole("--clients", clients))
                    continue;
                var count = (int)(usual * scale);
                var (ours, theirs, databases) = (
                    new List<Round>(),
                    new List<Round>(),
                    new List<Round>()
                );
                for (var round = 0; round < rounds; round++)
                {
                    theirs.Add(await Rows(bare, clients, count, $"{isHot}-{clients}-{round}"));
                    if (postgres is not null)
                        databases.Add(await Inserts(bare, clients, count));
                    var some = requests.Skip(taken).Take(count).ToArray();
                    if (some.Length < count)
                        throw new InvalidOperationException(
                            "All places are taken: use a smaller --scale."
                        );
                    taken += count;
                    ours.Add(
                        await Clients.Run(
                            product.Address,
                            clients,
                            some,
                            201,
                            () => product.ProcessorTime
                        )
                    );
                }
                Figures.Print(
                    $"book {(isHot ? "hot" : "spread")} {clients}",
                    Figures.Of(ours),
                    conditions,
                    new
                    {
                        name = "bare Kestrel + SQLite group commit, one row per request",
                        figures = Figures.Of(theirs),
                        postgres = postgres is null ? "skipped" : Figures.Of(databases),
                    },
                    new
                    {
                        perSecond = Figures.Ratio(ours, theirs, r => r.PerSecond),
                        perSecondOfPostgres = postgres is null
                            ? 0
                            : Figures.Ratio(ours, databases, r => r.PerSecond),
                        p99 = Figures.Ratio(ours, theirs, r => r.P99),
                        serverCpu = Figures.Ratio(ours, theirs, r => r.ServerMicroseconds),
                    }
                );
                if (clients == Steps[0].Clients)
                    taken = await AtHalfTheRate(ours, taken, (int)(2 * usual * scale));
            }

            // The same number a second to both, half of what the product can do.
            async Task<int> AtHalfTheRate(List<Round> rounds, int from, int count)
            {
                var rate = Figures.Median(rounds.Select(round => round.PerSecond)) / 2;
                var theirs = postgres is null
                    ? null
                    : await Clients.RunAtRate(bare.Address, rate, Insertions(bare, count), 201);
                var ours = await Clients.RunAtRate(
                    product.Address,
                    rate,
                    [.. requests.Skip(from).Take(count)],
                    201
                );
                Figures.Print(
                    $"book {(isHot ? "hot" : "spread")} at {rate:0} a second",
                    Figures.Of([ours]),
                    conditions,
                    new
                    {
                        name = "bare Kestrel + PostgreSQL exclusion constraint, at the same rate",
                        figures = theirs is null ? null : Figures.Of([theirs]),
                    },
                    new { p99 = theirs is null ? 0 : Figures.Ratio([ours], [theirs], r => r.P99) }
                );
                return from + count;
            }
        }
        return 0;
    }

    private static int inserted;

    private static byte[][] Insertions(BareProcess bare, int count) =>
        [
            .. Enumerable
                .Range(inserted, inserted += count)
                .Take(count)
                .Select(i =>
                    Clients.Post(bare.Address, $"/bookings/{i}", Body(SomePlace), $"place-{i}")
                ),
        ];

    private static Task<Round> Inserts(BareProcess bare, int clients, int count) =>
        Clients.Run(bare.Address, clients, Insertions(bare, count), 201, () => bare.ProcessorTime);

    private static async Task<List<byte[]>> Requests(Uri address, bool isHot)
    {
        using var client = new HubsClient(address);
        var tomorrow = new UkCalendar(TimeProvider.System).Today.AddDays(1);
        var places = (await client.FreePlaces(tomorrow, days: 41))
            .SelectMany(place => Enumerable.Repeat(place, place.Free))
            .ToArray();
        if (!isHot)
            new Random(1).Shuffle(places);
        return
        [
            .. places.Select(
                (place, i) =>
                    Clients.Post(address, "/api/v1/appointments", Body(place), $"bench-{isHot}-{i}")
            ),
        ];
    }

    public static string Body(Place place) =>
        JsonSerializer.Serialize(
            new
            {
                place.Hub,
                place.Date,
                place.Session,
                place.Start,
                place.Service,
                Resident = new { Name = "Alex Example", Contact = "01375 000000" },
            },
            HubsClient.Json
        );

    private static readonly Place SomePlace = new(
        new("tilbury"),
        new(2026, 11, 24),
        new("til-blood-tests.2026-W48.2"),
        new(9, 30),
        new("blood-tests"),
        1
    );

    private static Task<Round> Rows(BareProcess bare, int clients, int count, string name)
    {
        var body = Body(SomePlace);
        return Clients.Run(
            bare.Address,
            clients,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => Clients.Post(bare.Address, "/rows", body, $"{name}-{i}")),
            ],
            201,
            () => bare.ProcessorTime
        );
    }
}
