using System.Diagnostics;
using System.Text.Json;
using Hubs.Bench.Load;
using Hubs.Model;
using Hubs.Running;
using Hubs.Storage;

namespace Hubs.Bench;

/// <summary>
/// scale [--hubs 4,40,400] [--days 3] [--bookings 4000] [--rounds 3] [--prepared DIR]: the silo and store alone, in this process, with so many hubs, each a copy of one of the four
/// (copied, not allocated): bookings by 32 callers, spread over all of them, fsync on; and the memory of a hub-day. Rounds interleaved, after one of each that does not count.
/// </summary>
internal static class Scale
{
    private const int Callers = 32;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        var days = await SiloAlone.PublishedDays(data, arguments.Whole("--days", 3));
        var counts = (arguments.Text("--hubs") ?? "4,40,400")
            .Split(',')
            .Select(int.Parse)
            .ToArray();
        var measured = counts.ToDictionary(count => count, _ => new List<Measured>());
        for (var round = -1; round < arguments.Whole("--rounds", 3); round++)
            foreach (var count in counts)
            {
                var one = await Measure(count, days, arguments.Whole("--bookings", 4_000));
                if (round >= 0)
                    measured[count].Add(one);
            }
        var least = Cost(measured[counts[0]]);
        foreach (var (count, rounds) in measured)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        name = $"scale {count}",
                        rounds[0].HubDays,
                        microsecondsEach = Cost(rounds),
                        ofTheFirst = Math.Round(Cost(rounds) / least, 2),
                        perSecond = Math.Round(Figures.Median(rounds.Select(r => r.PerSecond))),
                        perSecondOfProcessor = Math.Round(1e6 / Cost(rounds)),
                        kilobytesPerHubDay = Figures.Median(
                            rounds.Select(r => r.KilobytesPerHubDay)
                        ),
                        conditions = Figures.Conditions(),
                    }
                )
            );
        return 0;
    }

    private static double Cost(List<Measured> rounds) =>
        Figures.Median(rounds.Select(round => round.MicrosecondsEach));

    private static async Task<Measured> Measure(int hubs, Diary[] days, int bookings)
    {
        var folder = Directory.CreateTempSubdirectory("hubs-scale-").FullName;
        try
        {
            using var store = SqliteStore.Open(folder);
            await using var silo = await SiloAlone.Start(store);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var places = await SiloAlone.Publish(silo.Grains, hubs, days);
            var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var hubDays = hubs * days.Length / 4;
            var some = places.Take(bookings).ToArray();
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            await SiloAlone.Book(silo.Grains, some, Callers);
            var seconds = clock.Elapsed.TotalSeconds;
            process.Refresh();
            var used = process.TotalProcessorTime - cpu;
            return new(
                hubDays,
                used.TotalMicroseconds / some.Length,
                some.Length / seconds,
                memory / 1024.0 / hubDays
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Measured(
        int HubDays,
        double MicrosecondsEach,
        double PerSecond,
        double KilobytesPerHubDay
    );
}
