using System.Globalization;

namespace Hubs.Bench.Load;

/// <summary>
/// The compiler makes hot methods anew for a long while, on the cores that are measured: before it is done a round measures the compiler.
/// </summary>
internal static class Warming
{
    /// <summary>What a chunk must cost, of the best before it, to count as faster.</summary>
    private const double Faster = 0.95;

    /// <summary>Runs chunks until three in a row cost the server no less than the best before, or the last was run. Returns how many were run.</summary>
    public static async Task<int> UntilSteady(string what, int most, Func<int, Task<Round>> chunk)
    {
        var costs = new List<double>();
        var (best, sinceBest) = (double.MaxValue, 0);
        while (costs.Count < most && sinceBest < 3)
        {
            costs.Add((await chunk(costs.Count)).ServerMicroseconds);
            sinceBest = costs[^1] < best * Faster ? 0 : sinceBest + 1;
            best = Math.Min(best, costs[^1]);
        }
        Figures.Say(
            $"{what} warm: {string.Join(", ", costs.Select(cost => cost.ToString("0", CultureInfo.InvariantCulture)))} us each"
        );
        return costs.Count;
    }
}
