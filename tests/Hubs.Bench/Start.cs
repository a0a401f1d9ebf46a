using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hubs.Bench.Load;
using Hubs.Running;

namespace Hubs.Bench;

/// <summary>
/// start [--rounds 5] [--idle 10] [--prepared DIR]: from starting the process, with six weeks published, to the first page; and its memory after so many idle
/// seconds.
/// </summary>
internal static class Start
{
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        using var data = await PreparedData.Make(arguments.Text("--prepared"));
        var (seconds, megabytes) = (new List<double>(), new List<double>());
        var conditions = Figures.Conditions();
        for (var round = 0; round < arguments.Whole("--rounds", 5); round++)
        {
            var clock = Stopwatch.StartNew();
            await using var product = await data.Start();
            using var http = new HttpClient { BaseAddress = product.Address };
            (await http.GetAsync("/whats-on")).EnsureSuccessStatusCode();
            seconds.Add(clock.Elapsed.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(arguments.Whole("--idle", 10)));
            megabytes.Add(product.Memory / 1024.0 / 1024.0);
            Figures.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seconds[^1]:0.00} s, {megabytes[^1]:0} MB"
                )
            );
        }
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    name = "start",
                    secondsToFirstPage = Figures.Median(seconds),
                    idleMegabytes = Figures.Median(megabytes),
                    conditions,
                }
            )
        );
        return 0;
    }
}
