using System.Text.Json;
using Hubs.Bench.Bare;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// book [--rounds 5] [--scale 1.0] [--port 5170] [--warm 8] [--only spread|hot] [--clients 32] [--prepared DIR]: POST /api/v1/appointments at 32, 8 and 1 clients,
/// every booking for a free place; first spread over all hubs and days, then hot: all clients on one hub-day, and on the next when that is full; and at a fixed rate, half of what 32
/// clients reached. The baselines insert the same body as a row with group commit, and into PostgreSQL under an exclusion constraint. All are warmed until steady (at most so many
/// chunks), rounds interleaved.
/// </summary>
internal static class Book
{
    private const int Chunk = 3_000;

    private const int Days = 41;
    private const int RoundsAtARate = 3;
    private const int MostAtARate = 4_000;
    private const double SecondsAtARate = 1.5;
    private static readonly (int Clients, int Requests)[] Steps =
    [
        (32, 2_500),
        (8, 1_000),
        (1, 300),
    ];

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var scale = arguments.Number("--scale", 1);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        await using var postgres = await Postgres.Start();
        await using var bare = await BareProcess.Start(arguments.Whole("--port", 5170), postgres);
        var rows = Side.Rows(bare);
        var inserts = postgres is null ? null : Side.Inserts(bare);
        foreach (var kind in (string[])["spread", "hot"])
        {
            if (arguments.Text("--only") is { } only && only != kind)
                continue;
            // Each has all places there are.
            await using var product = await data.Start("--Limits:RequestsPerSecond", "0");
            var bookings = Side.Bookings(product, kind, await Places(product.Address));
            foreach (var side in (Side?[])[rows, inserts, bookings])
                if (side is not null)
                    await side.Warm(arguments.Whole("--warm", 8));
            foreach (var (clients, usual) in Steps)
            {
                if (clients != arguments.Whole("--clients", clients))
                    continue;
                var reached = await Compare(
                    $"book {kind} {clients}",
                    arguments.Whole("--rounds", 5),
                    (bookings, rows, inserts),
                    side => side.Run(clients, (int)(usual * scale))
                );
                if (clients != Steps[0].Clients)
                    continue;
                var rate = Math.Round(reached / 2);
                await Compare(
                    $"book {kind} at {rate} a second",
                    RoundsAtARate,
                    (bookings, rows, inserts),
                    side =>
                        side.RunAtRate(
                            rate,
                            (int)(Math.Min(rate * SecondsAtARate, MostAtARate) * scale)
                        )
                );
            }
        }
        return 0;
    }

    /// <summary>Prints what the product comes to, and returns how many a second it did.</summary>
    private static async Task<double> Compare(
        string name,
        int rounds,
        (Side Ours, Side Rows, Side? Inserts) sides,
        Func<Side, Task<Round>> run
    )
    {
        var (ours, rows, inserts) = (new List<Round>(), new List<Round>(), new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            rows.Add(await run(sides.Rows));
            if (sides.Inserts is not null)
                inserts.Add(await run(sides.Inserts));
            ours.Add(await run(sides.Ours));
        }
        Figures.Print(
            name,
            Figures.Of(ours),
            new
            {
                name = "bare Kestrel + SQLite group commit, one row per request; and + PostgreSQL exclusion constraint",
                figures = Figures.Of(rows),
                postgres = sides.Inserts is null ? "skipped" : Figures.Of(inserts),
            },
            new
            {
                perSecond = Figures.Ratio(ours, rows, r => r.PerSecond),
                perSecondOfPostgres = sides.Inserts is null
                    ? 0
                    : Figures.Ratio(ours, inserts, r => r.PerSecond),
                p99 = Figures.Ratio(ours, rows, r => r.P99),
                p99OfPostgres = sides.Inserts is null
                    ? 0
                    : Figures.Ratio(ours, inserts, r => r.P99),
                serverCpu = Figures.Ratio(ours, rows, r => r.ServerMicroseconds),
            }
        );
        return Figures.Median(ours.Select(round => round.PerSecond));
    }

    private static async Task<Place[]> Places(Uri address)
    {
        using var client = new HubsClient(address);
        var tomorrow = new UkCalendar(TimeProvider.System).Today.AddDays(1);
        return
        [
            .. (await client.FreePlaces(tomorrow, Days)).SelectMany(place =>
                Enumerable.Repeat(place, place.Free)
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

    /// <summary>One server, and what it is still to be sent: every request is for a place of its own.</summary>
    private sealed class Side(
        string name,
        Uri address,
        Func<TimeSpan> cpu,
        Func<int, byte[]> request
    )
    {
        private static readonly Place SomePlace = new(
            new("tilbury"),
            new(2026, 11, 24),
            new("til-blood-tests.2026-W48.2"),
            new(9, 30),
            new("blood-tests"),
            1
        );

        private int sent;

        public static Side Bookings(Product product, string kind, Place[] places)
        {
            if (kind == "spread")
                new Random(1).Shuffle(places);
            Figures.Say($"{places.Length} places for {kind}");
            return new(
                kind,
                product.Address,
                () => product.ProcessorTime,
                i =>
                    i < places.Length
                        ? Clients.Post(
                            product.Address,
                            "/api/v1/appointments",
                            Body(places[i]),
                            $"bench-{kind}-{i}"
                        )
                        : throw new InvalidOperationException(
                            "All places are taken: use a smaller --scale."
                        )
            );
        }

        public static Side Rows(BareProcess bare) =>
            new(
                "rows",
                bare.Address,
                () => bare.ProcessorTime,
                i => Clients.Post(bare.Address, "/rows", Body(SomePlace), $"row-{i}")
            );

        public static Side Inserts(BareProcess bare) =>
            new(
                "postgres",
                bare.Address,
                () => bare.ProcessorTime,
                i => Clients.Post(bare.Address, $"/bookings/{i}", Body(SomePlace), $"place-{i}")
            );

        public Task<int> Warm(int most) =>
            Warming.UntilSteady(name, most, _ => Run(Steps[0].Clients, Chunk));

        public Task<Round> Run(int clients, int count) =>
            Clients.Run(address, clients, Next(count), 201, cpu);

        public Task<Round> RunAtRate(double perSecond, int count) =>
            Clients.RunAtRate(address, perSecond, Next(count), 201, cpu);

        private byte[][] Next(int count)
        {
            byte[][] next = [.. Enumerable.Range(sent, count).Select(request)];
            sent += count;
            return next;
        }
    }
}
