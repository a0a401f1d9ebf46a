using System.Globalization;
using System.Text.Json;
using Hubs.Allocation;

namespace Hubs.Bench;

/// <summary>
/// ctt FILE [FILE...] --cpu-seconds 60 --seed 1 --threads 1 --out DIR: the allocator on the instances of an international competition.
/// With --iterations N, so many moves instead: the same on every machine, however busy.
/// One JSON line per file: name, hard, cost, cpu (seconds of processor time), moves tried per second of it.
/// </summary>
internal static class Ctt
{
    public static int Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var threads = arguments.Whole("--threads", 1);
        if (arguments.Alone.Count == 0)
        {
            Console.Error.WriteLine(
                "usage: ctt FILE [FILE...] --cpu-seconds 60 [--iterations N] --seed 1 --threads 1 --out DIR"
            );
            return 2;
        }
        var directory = Directory.CreateDirectory(arguments.Text("--out") ?? ".").FullName;
        foreach (var path in arguments.Alone)
            Solve(
                path,
                directory,
                arguments.Number("--cpu-seconds", 60),
                arguments.Text("--iterations") is { } moves
                    ? (long)double.Parse(moves, CultureInfo.InvariantCulture)
                    : null,
                arguments.Whole("--seed", 1),
                threads
            );
        return 0;
    }

    private static void Solve(
        string path,
        string directory,
        double seconds,
        long? iterations,
        int seed,
        int threads
    )
    {
        var before = ProcessorTime();
        var file = CttFile.Read(path);
        var problem = CttWeek.Problem(file);
        var options = new AllocationOptions
        {
            Seed = seed,
            Workers = threads,
            Iterations = iterations,
            TimeBudget = iterations is null
                ? TimeSpan.FromSeconds(seconds) - (ProcessorTime() - before)
                : TimeSpan.FromHours(1),
            Clock = ProcessorTime,
        };
        var plan = Allocator.Allocate(problem, options);
        var name = Path.GetFileNameWithoutExtension(path);
        File.WriteAllLines(Path.Combine(directory, name + ".sol"), CttWeek.Lines(file, plan));
        var cpu = (ProcessorTime() - before).TotalSeconds;
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    name,
                    hard = plan.HardViolations + plan.Unplaced.Length,
                    cost = plan.Cost,
                    bound = Allocator.Bound(problem).LeastCost,
                    cpu = Math.Round(cpu, 2),
                    movesPerSecond = Math.Round(plan.Iterations / cpu),
                    seed,
                    threads,
                    rules = plan
                        .Scores.Where(score => !score.IsHard)
                        .ToDictionary(score => score.Rule, score => score.Cost),
                }
            )
        );
    }

    /// <summary>Asked often by the search, so asked of the kernel itself.</summary>
    private static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;
}
