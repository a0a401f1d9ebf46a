using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Hubs.Bench.Bare;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// board [--screens 500] [--rounds 3] [--changes 200] [--rate 20] [--port 5170] [--prepared DIR]: so many open boards over all hubs, and bookings at a fixed rate, one hub after the
/// other. Counts from sending the booking to each screen's change; any change lost or out of order ends the run. The baseline commits a row and
/// broadcasts a message of the same size to a SignalR group. Rounds interleaved.
/// </summary>
internal static class Board
{
    private const int WarmingChanges = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var count = arguments.Whole("--changes", 200);
        var rate = arguments.Whole("--rate", 20);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        await using var bare = await BareProcess.Start(arguments.Whole("--port", 5170));
        await using var product = await data.Start("--Limits:RequestsPerSecond", "0");
        var date = new UkCalendar(TimeProvider.System).Today.AddDays(8);
        var (hubs, bookings, bytes) = await Bookings(product.Address, date);

        var ours = await Wall.Open(product.Address, "/boards", hubs, date, arguments);
        var theirs = await Wall.Open(bare.Address, "/broadcast", hubs, date, arguments);
        var sent = 0;
        var (mine, others) = (new List<Round>(), new List<Round>());
        for (var round = -1; round < arguments.Whole("--rounds", 3); round++)
        {
            var changes = round < 0 ? WarmingChanges : count;
            var broadcast = Enumerable
                .Range(sent, changes)
                .Select(i => (hubs[i % hubs.Length], Broadcast(bare.Address, hubs, i, bytes)))
                .ToArray();
            var booked = Enumerable
                .Range(sent, changes)
                .Select(i => (hubs[i % hubs.Length], bookings[i]))
                .ToArray();
            sent += changes;
            var other = await theirs.Show(bare.Address, broadcast, rate, () => bare.ProcessorTime);
            var my = await ours.Show(product.Address, booked, rate, () => product.ProcessorTime);
            if (round < 0)
                continue;
            others.Add(other);
            mine.Add(my);
        }
        Figures.Print(
            "board",
            Figures.Of(mine),
            new
            {
                name = $"one row committed, then {bytes} bytes to a SignalR group",
                figures = Figures.Of(others),
            },
            new
            {
                p50 = Figures.Ratio(mine, others, r => r.P50),
                p99 = Figures.Ratio(mine, others, r => r.P99),
                serverCpuPerMessage = Figures.Ratio(mine, others, r => r.ServerMicroseconds),
            }
        );
        await ours.Close();
        await theirs.Close();
        return 0;
    }

    /// <summary>Bookings on one date, hub after hub, and the usual size of the change each makes.</summary>
    private static async Task<(string[] Hubs, byte[][] Bookings, int Bytes)> Bookings(
        Uri address,
        DateOnly date
    )
    {
        using var client = new HubsClient(address);
        var hubs = await client.Hubs();
        var boards = await Task.WhenAll(hubs.Select(hub => client.Board(hub.Id, date)));
        var places = boards.Select(board => HubsClient.FreeOn(board).ToArray()).ToArray();
        var bytes = boards
            .SelectMany(board => board.Sessions)
            .Average(row => JsonSerializer.SerializeToUtf8Bytes(row, HubsClient.Json).Length);
        var bookings = Enumerable
            .Range(0, places.Min(of => of.Length) * hubs.Length)
            .Select(i =>
                Clients.Post(
                    address,
                    "/api/v1/appointments",
                    Book.Body(places[i % hubs.Length][i / hubs.Length]),
                    $"board-{i}"
                )
            )
            .ToArray();
        return ([.. hubs.Select(hub => hub.Id.Value)], bookings, (int)bytes);
    }

    private static byte[] Broadcast(Uri address, string[] hubs, int number, int bytes) =>
        Clients.Post(
            address,
            $"/broadcast/{hubs[number % hubs.Length]}/{bytes}?number={number / hubs.Length}",
            "{}",
            $"{number}"
        );

    /// <summary>All screens of one server.</summary>
    private sealed class Wall(List<Screen> screens)
    {
        public static async Task<Wall> Open(
            Uri address,
            string path,
            string[] hubs,
            DateOnly date,
            Arguments arguments
        )
        {
            var screens = new List<Screen>();
            for (var i = 0; i < arguments.Whole("--screens", 500); i++)
                screens.Add(await Screen.Open(address, path, hubs[i % hubs.Length], date));
            return new(screens);
        }

        /// <summary>Sends the changes at their rate, and returns when every screen shows the last. The server's time is per message delivered.</summary>
        public async Task<Round> Show(
            Uri address,
            (string Hub, byte[] Request)[] changes,
            int rate,
            Func<TimeSpan> cpu
        )
        {
            foreach (var screen in screens)
                screen.Changes.Clear();
            var before = cpu();
            var clock = Stopwatch.StartNew();
            var made = new List<(string Hub, long Version, long At)>();
            using var connection = await RawConnection.Open(address);
            foreach (var (i, (hub, request)) in changes.Index())
            {
                // An arrival rate, so a slow answer is not waited for longer than it takes.
                if (
                    TimeSpan.FromSeconds((double)i / rate) - clock.Elapsed is var wait
                    && wait > TimeSpan.Zero
                )
                    await Task.Delay(wait);
                var at = Stopwatch.GetTimestamp();
                var status = await connection.Send(request);
                if (status is not (200 or 201))
                    throw new InvalidOperationException(
                        $"Answered {status}: {Encoding.UTF8.GetString(connection.Answer)}"
                    );
                made.Add((hub, VersionIn(connection.Answer), at));
            }
            await Until(made);
            var used = cpu() - before;
            var delays = made.SelectMany(change =>
                    screens
                        .Where(screen => screen.Hub == change.Hub)
                        .Select(screen =>
                            Stopwatch
                                .GetElapsedTime(
                                    change.At,
                                    screen.Changes.First(seen => seen.To >= change.Version).At
                                )
                                .TotalMilliseconds
                        )
                )
                .Order()
                .ToArray();
            return new(
                delays.Length,
                0,
                delays.Length / clock.Elapsed.TotalSeconds,
                delays[delays.Length / 2],
                delays[delays.Length * 99 / 100],
                used.TotalMicroseconds / delays.Length
            );
        }

        private async Task Until(List<(string Hub, long Version, long At)> made)
        {
            using var limit = new CancellationTokenSource(Patience);
            foreach (var screen in screens)
            {
                var last = made.Where(change => change.Hub == screen.Hub)
                    .Max(change => change.Version);
                while (screen.Version < last)
                {
                    await screen.Faults();
                    await Task.Delay(5, limit.Token);
                }
                await screen.Faults();
            }
        }

        public async Task Close()
        {
            foreach (var screen in screens)
                await screen.DisposeAsync();
        }

        private static long VersionIn(ReadOnlySpan<byte> answer)
        {
            var name = "\"version\":"u8;
            var at = answer.IndexOf(name) + name.Length;
            _ = System.Buffers.Text.Utf8Parser.TryParse(answer[at..], out long version, out _);
            return version;
        }
    }
}
