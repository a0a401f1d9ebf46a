using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Bench;

/// <summary>
/// repair FILE.ctt SOLUTION.sol [--seed 1] [--cpu-seconds 5]: a good timetable, disrupted three ways (a room for a day, all rooms for one
/// period, one teacher for a day). One JSON line each: sessions that had to change and that did, what the score did, and, as the baseline,
/// the same for solving the week anew.
/// </summary>
internal static class Repair
{
    public static int Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        if (arguments.Alone.Count != 2)
        {
            Console.Error.WriteLine(
                "usage: repair FILE.ctt SOLUTION.sol [--seed 1] [--cpu-seconds 5]"
            );
            return 2;
        }
        var file = CttFile.Read(arguments.Alone[0]);
        var problem = CttWeek.Problem(file);
        var sessions = Read(problem, arguments.Alone[1]);
        var seed = arguments.Whole("--seed", 1);
#pragma warning disable CA5394 // a repeatable disruption is the point
        var hit = sessions[new Random(seed).Next(sessions.Length)];
#pragma warning restore CA5394
        var hub = problem.Network.Hubs[0];
        Disruption[] disruptions =
        [
            new()
            {
                Kind = DisruptionKind.RoomClosed,
                Hub = hub.Id,
                Room = hit.Room,
                From = hit.Date,
                Reason = "room-day",
            },
            new()
            {
                Kind = DisruptionKind.HubClosed,
                Hub = hub.Id,
                From = hit.Date,
                Window = hit.Window,
                Reason = "period",
            },
            new()
            {
                Kind = DisruptionKind.ClinicianAway,
                Clinician = hit.Clinicians[0],
                From = hit.Date,
                Reason = "teacher-day",
            },
        ];
        foreach (var disruption in disruptions)
            Measure(
                file.Name,
                problem,
                sessions,
                disruption,
                seed,
                TimeSpan.FromSeconds(arguments.Number("--cpu-seconds", 5))
            );
        return 0;
    }

    private static void Measure(
        string name,
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        Disruption disruption,
        int seed,
        TimeSpan budget
    )
    {
        var before = Processor();
        var offer = Allocator.Repair(
            problem,
            sessions,
            disruption,
            ImmutableDictionary<SessionId, int>.Empty,
            new RepairOptions { Seed = seed }
        );
        var cpu = (Processor() - before).TotalSeconds;
        var repaired = offer.Plans.First(plan => plan.Goals.Contains(RepairGoal.FewestSessions));
        var anew = Allocator.Allocate(
            Disrupted(problem, disruption),
            new AllocationOptions
            {
                Seed = seed,
                Iterations = null,
                TimeBudget = budget,
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
                    disruption = disruption.Reason,
                    seed,
                    sessions = sessions.Length,
                    mustChange = offer.MustChange,
                    changed = repaired.SessionsChanged,
                    lost = repaired.SessionsLost,
                    cost = repaired.Plan.Cost,
                    cpu = Math.Round(cpu, 2),
                    baseline = new
                    {
                        name = "solving anew",
                        changed = moved,
                        unplaced = anew.Unplaced.Length,
                        cost = anew.Cost,
                        cpu = budget.TotalSeconds,
                    },
                    ratio = Math.Round(moved / Math.Max(1.0, repaired.SessionsChanged), 1),
                }
            )
        );
    }

    private static WeekProblem Disrupted(WeekProblem problem, Disruption what) =>
        what.Kind is DisruptionKind.ClinicianAway
            ? problem with
            {
                Network = problem.Network with
                {
                    Clinicians =
                    [
                        .. problem.Network.Clinicians.Select(person =>
                            person.Id == what.Clinician
                                ? person with
                                {
                                    Leave =
                                    [
                                        new Leave(what.From!.Value, what.From.Value, null, ""),
                                    ],
                                }
                                : person
                        ),
                    ],
                },
            }
            : problem with
            {
                Blocks =
                [
                    .. problem
                        .Network.Hubs[0]
                        .Rooms.Where(room => what.Room is not { } one || room.Id == one)
                        .Select(room => new RoomBlock(
                            room.Id.Value,
                            problem.Network.Hubs[0].Id,
                            room.Id,
                            what.From!.Value,
                            what.Window ?? new TimeWindow(TimeOnly.MinValue, TimeOnly.MaxValue),
                            ""
                        )),
                ],
            };

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

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;
}
