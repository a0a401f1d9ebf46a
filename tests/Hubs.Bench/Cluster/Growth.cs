using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// growth [--silos 1,2,3] [--rounds 3] [--bookings 1500] [--looks 4000] [--warm 6] [--clients 32] [--days 14]: the cluster edition on this machine, so many silo processes, one web node,
/// Azurite. POST /api/v1/appointments for free places spread over all hubs and days, then GET /api/v1/slots; what each costs the silos, the web node and Azurite, and
/// how many calls a silo hands on to another.
/// </summary>
internal static class Growth
{
    private const int WarmingChunk = 1_000;

    // Longer than the silos take to write down what they counted.
    private static readonly TimeSpan UntilCounted = TimeSpan.FromMilliseconds(500);

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        foreach (var silos in (arguments.Text("--silos") ?? "1,2,3").Split(','))
            await Measure(int.Parse(silos, CultureInfo.InvariantCulture), arguments);
        return 0;
    }

    private static async Task Measure(int silos, Arguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("hubs-growth-").FullName;
        await using (
            var cluster = new Cluster(
                folder,
                "--Horizon:TimeBudget",
                "00:00:00.3",
                "--Limits:RequestsPerSecond",
                "0"
            )
        )
        {
            await Start(cluster, silos, folder);
            var address = cluster.Addresses[0];
            using var client = new HubsClient(address);
            var places = (
                await client.FreePlaces(
                    new UkCalendar(TimeProvider.System).Today.AddDays(1),
                    arguments.Whole("--days", 14)
                )
            )
                .SelectMany(place => Enumerable.Repeat(place, place.Free))
                .ToArray();
            new Random(1).Shuffle(places);
            var services = places.Select(place => place.Service).Distinct().ToArray();
            var clients = arguments.Whole("--clients", 32);
            var booked = 0;
            Figures.Say($"{silos} silos, {places.Length} places");

            await Compare(
                "bookings",
                arguments.Whole("--bookings", 1_500),
                count => Clients.Run(address, clients, Bookings(count), 201, () => Cpu(cluster))
            );
            await Compare(
                "looks",
                arguments.Whole("--looks", 4_000),
                count => Clients.Run(address, clients, Looks(count), 200, () => Cpu(cluster))
            );

            async Task Compare(string name, int count, Func<int, Task<Round>> run)
            {
                await Warming.UntilSteady(
                    $"{name}, {silos} silos",
                    arguments.Whole("--warm", 6),
                    _ => run(WarmingChunk)
                );
                var spent = new List<Spent>();
                for (var round = 0; round < arguments.Whole("--rounds", 3); round++)
                    spent.Add(await Of(cluster, folder, () => run(count)));
                Print($"growth {name}, {silos} silos", spent);
            }

            byte[][] Bookings(int count) =>
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(_ =>
                            Clients.Post(
                                address,
                                "/api/v1/appointments",
                                Body(places[booked]),
                                $"growth-{booked++}"
                            )
                        ),
                ];

            byte[][] Looks(int count)
            {
                byte[][] different =
                [
                    .. services.Select(service =>
                        Clients.Get(address, $"/api/v1/slots?service={service}")
                    ),
                ];
                return [.. Enumerable.Range(0, count).Select(i => different[i % different.Length])];
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The silo that planned the weeks has every diary: all are started afresh, together, before anybody asks for one.</summary>
    private static async Task Start(Cluster cluster, int silos, string folder)
    {
        await cluster.Start(1);
        await cluster.Silos[0].Stop();
        for (var silo = 0; silo < silos; silo++)
        {
            cluster.BeforeSilos =
            [
                "env",
                $"DOTNET_STARTUP_HOOKS={typeof(StartupHook).Assembly.Location}",
                $"{StartupHook.File}={Path.Combine(folder, $"traffic-{silo}")}",
            ];
            await cluster.AddSilo();
        }
        await cluster.AddWeb();
    }

    private static TimeSpan Cpu(Cluster cluster) =>
        Silos(cluster) + cluster.Webs[0].ProcessorTime + cluster.StorageProcessorTime;

    private static TimeSpan Silos(Cluster cluster) =>
        cluster
            .Silos.Where(silo => silo.IsRunning)
            .Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.ProcessorTime);

    private static async Task<Spent> Of(Cluster cluster, string folder, Func<Task<Round>> run)
    {
        using var self = Process.GetCurrentProcess();
        var before = Now();
        var counted = Traffic(folder);
        var round = await run();
        var after = Now();
        await Task.Delay(UntilCounted);
        var traffic = Traffic(folder);
        return new(
            round,
            Each(after.Silos - before.Silos),
            Each(after.Web - before.Web),
            Each(after.Storage - before.Storage),
            Each(after.Self - before.Self),
            Calls("GatewayToClient Response"),
            Calls("SiloToSilo Request") + Calls("SiloToSilo OneWay")
        );

        (TimeSpan Silos, TimeSpan Web, TimeSpan Storage, TimeSpan Self) Now()
        {
            self.Refresh();
            return (
                Silos(cluster),
                cluster.Webs[0].ProcessorTime,
                cluster.StorageProcessorTime,
                self.TotalProcessorTime
            );
        }

        double Each(TimeSpan time) => time.TotalMicroseconds / round.Requests;

        double Calls(string kind) =>
            (double)(traffic.GetValueOrDefault(kind) - counted.GetValueOrDefault(kind))
            / round.Requests;
    }

    /// <summary>What all silos have sent so far, by kind.</summary>
    private static Dictionary<string, long> Traffic(string folder) =>
        Directory
            .GetFiles(folder, "traffic-?")
            .SelectMany(File.ReadAllLines)
            .Select(line => line.Split(' '))
            .GroupBy(words => $"{words[0]} {words[1]}", StringComparer.Ordinal)
            .ToDictionary(
                kind => kind.Key,
                kind => kind.Sum(words => long.Parse(words[2], CultureInfo.InvariantCulture)),
                StringComparer.Ordinal
            );

    private static string Body(Place place) =>
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

    private static void Print(string name, List<Spent> spent)
    {
        Figures.Print(
            name,
            Figures.Of([.. spent.Select(one => one.Round)]),
            "none",
            new
            {
                silosCpuUs = Median(one => one.Silos),
                webCpuUs = Median(one => one.Web),
                storageCpuUs = Median(one => one.Storage),
                clientCpuUs = Median(one => one.Client),
                answersToWebNode = Median(one => one.Answers),
                callsBetweenSilos = Median(one => one.Between),
            }
        );

        double Median(Func<Spent, double> figure) => Figures.Median(spent.Select(figure));
    }

    /// <summary>Of one round: processor time in microseconds, and messages, for each request.</summary>
    private sealed record Spent(
        Round Round,
        double Silos,
        double Web,
        double Storage,
        double Client,
        double Answers,
        double Between
    );
}
