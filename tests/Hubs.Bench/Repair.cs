using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Bench;

/// <summary>
/// repair FILE.ctt SOLUTION.sol [FILE SOLUTION ...] [--seed 1] [--cpu-seconds 5] [--effort 1]: a good timetable, disrupted four ways (a room for
/// a day, all rooms for one period, one teacher for a day, four courses that must no longer overlap). One JSON line each: sessions that had
/// to change and that did, what the score did, and, as the baseline, the same for solving the week anew. Without a file: the sample week of
/// four hubs (<see cref="RepairSample"/>).
/// </summary>
internal static class Repair
{
    private const int CoursesOfACurriculum = 4;

    public static int Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        if (arguments.Alone.Count == 0)
            return RepairSample.Run(arguments);
        if (arguments.Alone.Count % 2 != 0)
        {
            Console.Error.WriteLine(
                "usage: repair [FILE.ctt SOLUTION.sol ...] [--seed 1] [--cpu-seconds 5] [--effort 1]"
            );
            return 2;
        }
        for (var i = 0; i < arguments.Alone.Count; i += 2)
        {
            var file = CttFile.Read(arguments.Alone[i]);
            var problem = CttWeek.Problem(file);
            var sessions = Read(problem, arguments.Alone[i + 1]);
            foreach (
                var (what, after) in Disrupted(problem, sessions, arguments.Whole("--seed", 1))
            )
                Measure(file.Name, what, problem, after, sessions, arguments);
        }
        return 0;
    }

    /// <summary>The week after each of the four: whatever a seeded choice of one session, and of four courses, is hit by.</summary>
    private static IEnumerable<(string What, WeekProblem After)> Disrupted(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        int seed
    )
    {
#pragma warning disable CA5394 // a repeatable disruption is the point
        var random = new Random(seed);
        var hit = sessions[random.Next(sessions.Length)];
        var four = problem
            .Network.Clinics.OrderBy(_ => random.Next())
            .DistinctBy(clinic => clinic.Clinicians[0].AnyOf[0])
            .Take(CoursesOfACurriculum)
            .Select(clinic => clinic.Id);
#pragma warning restore CA5394
        var rooms = problem.Network.Hubs[0].Rooms.Select(room => room.Id).ToArray();
        yield return ("room-day", Closed(problem, hit, [hit.Room], null));
        yield return ("period", Closed(problem, hit, rooms, hit.Window));
        yield return (
            "teacher-day",
            problem with
            {
                Network = problem.Network with
                {
                    Clinicians =
                    [
                        .. problem.Network.Clinicians.Select(person =>
                            person.Id == hit.Clinicians[0]
                                ? person with
                                {
                                    Leave = [new Leave(hit.Date, hit.Date, null, "")],
                                }
                                : person
                        ),
                    ],
                },
            }
        );
        yield return (
            "curriculum",
            problem with
            {
                Network = problem.Network with
                {
                    Pathways = problem.Network.Pathways.Add(
                        new Pathway
                        {
                            Id = new PathwayId("new"),
                            Name = "New curriculum",
                            Clinics = [.. four],
                        }
                    ),
                },
            }
        );
    }

    private static WeekProblem Closed(
        WeekProblem problem,
        Session hit,
        RoomId[] rooms,
        TimeWindow? window
    ) =>
        problem with
        {
            Blocks =
            [
                .. rooms.Select(room => new RoomBlock(
                    room.Value,
                    hit.Hub,
                    room,
                    hit.Date,
                    window ?? new TimeWindow(TimeOnly.MinValue, TimeOnly.MaxValue),
                    ""
                )),
            ],
        };

    private static void Measure(
        string name,
        string what,
        WeekProblem problem,
        WeekProblem after,
        ImmutableArray<Session> sessions,
        Arguments arguments
    )
    {
        var seed = arguments.Whole("--seed", 1);
        var (before, clock) = (Processor(), Stopwatch.StartNew());
        var offer = Allocator.Repair(
            problem,
            sessions,
            after,
            ImmutableDictionary<SessionId, int>.Empty,
            new RepairOptions { Seed = seed, Effort = arguments.Number("--effort", 1) }
        );
        var (cpu, seconds) = ((Processor() - before).TotalSeconds, clock.Elapsed.TotalSeconds);
        var repaired = offer.Plans.First(plan => plan.Goals.Contains(RepairGoal.FewestSessions));
        var budget = arguments.Number("--cpu-seconds", 5);
        var anew = Allocator.Allocate(
            after,
            new AllocationOptions
            {
                Seed = seed,
                Iterations = null,
                TimeBudget = TimeSpan.FromSeconds(budget),
                Clock = Processor,
            }
        );
        var old = sessions.ToDictionary(session => session.Id);
        var moved = anew.Sessions.Count(now =>
            !old.TryGetValue(now.Id, out var was)
            || (was.Room, was.Date, was.Window) != (now.Room, now.Date, now.Window)
        );
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    bench = "repair",
                    name,
                    disruption = what,
                    seed,
                    sessions = sessions.Length,
                    mustChange = offer.MustChange,
                    changed = repaired.SessionsChanged,
                    lost = repaired.SessionsLost,
                    cost = repaired.Plan.Cost,
                    costChange = repaired.CostChange,
                    best = offer
                        .Plans.First(plan => plan.Goals.Contains(RepairGoal.BestQuality))
                        .Plan.Cost,
                    seconds = Math.Round(seconds, 2),
                    cpu = Math.Round(cpu, 2),
                    baseline = new
                    {
                        name = "solving anew",
                        changed = moved,
                        unplaced = anew.Unplaced.Length,
                        cost = anew.Cost,
                        cpu = budget,
                    },
                    ratio = Math.Round(moved / Math.Max(1.0, repaired.SessionsChanged), 1),
                }
            )
        );
    }

    /// <summary>A solution's lines (course, room, day, period) as sessions; the lectures of a course are numbered as they come.</summary>
    private static ImmutableArray<Session> Read(WeekProblem problem, string path)
    {
        var network = problem.Network;
        var service = network.Services[0];
        var clinics = network.Clinics.ToDictionary(clinic => clinic.Name);
        var rooms = network.Hubs[0].Rooms.ToDictionary(room => room.Name);
        var next = new Dictionary<ClinicId, int>();
        return
        [
            .. File.ReadLines(path)
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length == 4)
                .Select(words =>
                {
                    var clinic = clinics[words[0]];
                    var number = next[clinic.Id] = next.GetValueOrDefault(clinic.Id) + 1;
                    var people = clinic.Clinicians[0].AnyOf;
                    var window = CttWeek.Window(Whole(words[2]), Whole(words[3]));
                    return new Session
                    {
                        Id = new SessionId($"{clinic.Id}.{number}"),
                        Clinic = clinic.Id,
                        Service = service.Id,
                        ServiceName = service.Name,
                        PublicName = service.PublicName,
                        Organisation = clinic.Organisation,
                        Hub = network.Hubs[0].Id,
                        Room = rooms[words[1]].Id,
                        Date = problem.Week.Monday.AddDays(Whole(words[2])),
                        Window = window.Window,
                        Clinicians = people,
                        SlotLength = service.SlotLength,
                    };
                }),
        ];
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    internal static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;
}
