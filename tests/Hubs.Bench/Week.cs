using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Bench;

/// <summary>
/// week [--hubs deploy/hubs] [--week 2026-W48] [--iterations N] [--seconds S] [--cpu-seconds S] [--seed 1] [--workers 1] [--copies 1] [--weeks 1]: the sample
/// week of all hubs, with --copies of as many times the hubs at once. One JSON line: what was placed, what was not and how urgent it was, the
/// score by rule over time, and first-fit by hand as the baseline. With --weeks that many weeks follow, each to be like the one before,
/// and one line for each says how many sessions kept weekday, time and room. --cpu-seconds paces the run by processor time.
/// </summary>
internal static class Week
{
    public static int Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var folder = arguments.Text("--hubs") ?? Folder();
        var reading = NetworkFiles.Read(folder);
        if (
            reading.Network is not { } one
            || !IsoWeek.TryParse(arguments.Text("--week") ?? "2026-W48", out var week)
        )
        {
            Console.Error.WriteLine($"no network in {folder}, or --week is not like 2026-W48");
            foreach (var fault in reading.Faults)
                Console.Error.WriteLine(fault);
            return 2;
        }
        var network = CopiedNetwork.Of(one, arguments.Whole("--copies", 1));
        var problem = Problem(network, week, []);
        var defaults = new AllocationOptions();
        var options = defaults with
        {
            Seed = arguments.Whole("--seed", 1),
            Workers = arguments.Whole("--workers", 1),
            Iterations = arguments.Text("--iterations") is { } text
                ? (long)double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
                : defaults.Iterations,
            TimeBudget = TimeSpan.FromSeconds(
                arguments.Number("--seconds", defaults.TimeBudget.TotalSeconds)
            ),
            ProgressEvery = TimeSpan.FromSeconds(1),
        };
        if (arguments.Text("--cpu-seconds") is not null)
            options = options with
            {
                Iterations = null,
                TimeBudget = TimeSpan.FromSeconds(arguments.Number("--cpu-seconds", 10)),
                Clock = () => Environment.CpuUsage.TotalTime,
            };
        var curve = new List<object>();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var plan = Allocator.Allocate(problem, options, p => curve.Add(Point(p)));
        var seconds = clock.Elapsed.TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        var boundClock = Stopwatch.StartNew();
        var bound = Allocator.Bound(problem);
        var boundSeconds = boundClock.Elapsed.TotalSeconds;
        var byHand = Allocator.FirstFree(problem);
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    bench = "week",
                    week = week.ToString(),
                    hubs = network.Hubs.Length,
                    rooms = network.Hubs.Sum(hub => hub.Rooms.Length),
                    clinicians = network.Clinicians.Length,
                    wanted = problem.Wanted.Length,
                    placed = plan.Sessions.Length,
                    unplaced = Unplaced(plan),
                    hardViolations = Allocator.Verify(problem, plan.Sessions).Length,
                    cost = plan.Cost,
                    rules = Costs(plan),
                    seconds = Math.Round(seconds, 2),
                    cpu = Math.Round(cpu, 2),
                    plan.Iterations,
                    movesPerSecond = Math.Round(plan.Iterations / seconds),
                    options.Seed,
                    options.Workers,
                    megabytes = Environment.WorkingSet / 1_000_000,
                    bound = new
                    {
                        bound.LeastUnplaced,
                        bound.LeastCost,
                        floors = bound.Floors.ToDictionary(
                            floor => floor.Rule,
                            floor => floor.Points
                        ),
                        proofs = bound.Proofs.Select(proof => proof.Sentence),
                        seconds = Math.Round(boundSeconds, 2),
                    },
                    over = curve,
                    baseline = new
                    {
                        name = "first fit",
                        placed = byHand.Sessions.Length,
                        unplaced = Unplaced(byHand),
                        cost = byHand.Cost,
                        rules = Costs(byHand),
                    },
                    ratio = Math.Round(plan.Cost / Math.Max(0.01, byHand.Cost), 3),
                }
            )
        );
        if (arguments.Text("--why") is not null)
            foreach (var session in plan.Unplaced)
                Console.Error.WriteLine(
                    $"{session.Id} (priority {session.Priority}): {string.Join("; ", session.Reasons.Select(reason => reason.Sentence))}"
                );
        Term(network, week, arguments.Whole("--weeks", 1), options, plan.Sessions);
        return 0;
    }

    /// <summary>Week after week, each familiar with the one before.</summary>
    private static void Term(
        Network network,
        IsoWeek week,
        int weeks,
        AllocationOptions options,
        ImmutableArray<Session> before
    )
    {
        for (var n = 1; n < weeks; n++)
        {
            week = IsoWeek.Of(week.Monday.AddDays(7));
            var problem = Problem(network, week, before);
            var plan = Allocator.Allocate(problem, options);
            var known = before.ToLookup(Habit);
            var same = plan
                .Sessions.GroupBy(Habit)
                .Sum(g => Math.Min(g.Count(), known[g.Key].Count()));
            var both = plan
                .Sessions.GroupBy(session => session.Clinic)
                .Sum(g => Math.Min(g.Count(), before.Count(session => session.Clinic == g.Key)));
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        week = week.ToString(),
                        wanted = problem.Wanted.Length,
                        placed = plan.Sessions.Length,
                        unplaced = Unplaced(plan),
                        cost = plan.Cost,
                        asBefore = same,
                        mayBeAsBefore = both,
                        share = Math.Round(same / (double)Math.Max(1, both), 3),
                    }
                )
            );
            before = plan.Sessions;
        }
    }

    private static (ClinicId?, DayOfWeek, TimeOnly, RoomId) Habit(Session session) =>
        (session.Clinic, session.Date.DayOfWeek, session.Window.Start, session.Room);

    internal static WeekProblem Problem(
        Network network,
        IsoWeek week,
        ImmutableArray<Session> familiar
    ) =>
        new()
        {
            Week = week,
            Network = network,
            Wanted = WantedSessions.In(week, network),
            Familiar = familiar,
            Weights = network.Weights.ToImmutableDictionary(own => own.Rule, own => own.Weight),
        };

    private static object Point(AllocationProgress progress) =>
        new
        {
            seconds = Math.Round(progress.Elapsed.TotalSeconds, 1),
            progress.Placed,
            progress.Cost,
            rules = progress.Rules.ToDictionary(rule => rule.Rule, rule => rule.Cost),
        };

    private static ImmutableSortedDictionary<int, int> Unplaced(Plan plan) =>
        plan
            .Unplaced.GroupBy(session => session.Priority)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Count());

    private static Dictionary<string, double> Costs(Plan plan) =>
        plan
            .Scores.Where(score => !score.IsHard)
            .ToDictionary(score => score.Rule, score => score.Cost);

    internal static string Folder()
    {
        for (
            var folder = new DirectoryInfo(Environment.CurrentDirectory);
            folder is not null;
            folder = folder.Parent
        )
            if (Directory.Exists(Path.Combine(folder.FullName, "deploy", "hubs")))
                return Path.Combine(folder.FullName, "deploy", "hubs");
        return "deploy/hubs";
    }
}
