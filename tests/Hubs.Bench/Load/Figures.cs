using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hubs.Bench.Load;

/// <summary>How figures are condensed and printed: one JSON line per benchmark.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Round(sorted[sorted.Length / 2], 2);
    }

    public static object Of(IReadOnlyCollection<Round> rounds) =>
        new
        {
            perSecond = Math.Round(Median(rounds.Select(r => r.PerSecond))),
            p50Ms = Median(rounds.Select(r => r.P50)),
            p99Ms = Median(rounds.Select(r => r.P99)),
            serverCpuUs = Median(rounds.Select(r => r.ServerMicroseconds)),
            requests = rounds.Sum(r => r.Requests),
            refused = rounds.Sum(r => r.Refused),
            rounds = rounds.Count,
        };

    public static double Ratio(
        IEnumerable<Round> product,
        IEnumerable<Round> baseline,
        Func<Round, double> figure
    ) =>
        Math.Round(
            Median(product.Select(figure)) / Math.Max(0.01, Median(baseline.Select(figure))),
            3
        );

    private static readonly string[] LoadAtStart = LoadNow();

    /// <summary>The machine as it is: figures from a busy one are worth less. Some two of the load now are the benchmark's own.</summary>
    public static object Conditions() =>
        new
        {
            cores = Environment.ProcessorCount,
            loadAtStart = LoadAtStart,
            load = LoadNow(),
            runtime = Environment.Version.ToString(),
            clients = "in the bench's process, on the same cores",
        };

    public static void Print(string name, object figures, object baseline, object ratio) =>
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    name,
                    figures,
                    conditions = Conditions(),
                    baseline,
                    ratio,
                },
                Options
            )
        );

    private static string[] LoadNow() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[..3] : [];

    public static void Say(string sentence) =>
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"[{Stopwatch.GetTimestamp() / Stopwatch.Frequency % 10_000}] {sentence}"
            )
        );
}
