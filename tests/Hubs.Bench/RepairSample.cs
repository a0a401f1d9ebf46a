using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Hubs.Allocation;
using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Bench;

/// <summary>
/// repair [--seed 1] [--iterations 5000000] [--plan first-fit] [--effort 1]: the sample week, allocated (or, badly, by first fit) and then
/// disrupted in every way the product knows. One JSON line each: time for all three plans, and what each changes.
/// </summary>
internal static class RepairSample
{
    public static int Run(Arguments arguments)
    {
        var reading = NetworkFiles.Read(arguments.Text("--hubs") ?? Week.Folder());
        if (reading.Network is not { } network)
        {
            foreach (var fault in reading.Faults)
                Console.Error.WriteLine(fault);
            return 2;
        }
        var seed = arguments.Whole("--seed", 1);
        var problem = Week.Problem(network, new IsoWeek(2026, 48), []);
        var plan = arguments.Text("--plan") is "first-fit"
            ? Allocator.FirstFree(problem)
            : Allocator.Allocate(
                problem,
                new AllocationOptions
                {
                    Seed = seed,
                    Iterations = (long)arguments.Number("--iterations", 5_000_000),
                    TimeBudget = TimeSpan.FromMinutes(5),
                }
            );
#pragma warning disable CA5394 // repeatable disruptions are the point
        var random = new Random(seed);
        var appointments = plan.Sessions.ToDictionary(s => s.Id, _ => random.Next(10));
        var hit = plan.Sessions[random.Next(plan.Sessions.Length)];
#pragma warning restore CA5394
        var kit = network.FindHub(hit.Hub)!.Equipment;
        Run("warming up", Closed(hit, hit.Date, hit.Room), report: false);
        Run("room-day", Closed(hit, hit.Date, hit.Room));
        Run("room-week", Closed(hit, null, hit.Room));
        Run("hub-morning", Closed(hit, hit.Date, null) with { Window = Morning });
        Run("hub-day", Closed(hit, hit.Date, null));
        Run("hub-week", Closed(hit, null, null));
        foreach (var person in hit.Clinicians.Take(1))
            Run(
                "clinician-week",
                new() { Kind = DisruptionKind.ClinicianAway, Clinician = person }
            );
        foreach (var item in kit.Take(1))
            Run(
                "equipment",
                new()
                {
                    Kind = DisruptionKind.EquipmentBroken,
                    Hub = hit.Hub,
                    Equipment = item.Equipment,
                    Count = item.Count,
                }
            );
        Run("one more", new() { Kind = DisruptionKind.ExtraSession, Clinic = hit.Clinic });
        Run(
            "fewer",
            new()
            {
                Kind = DisruptionKind.DemandChanged,
                Clinic = hit.Clinic,
                Count = 0,
            }
        );
        return 0;

        void Run(string what, Disruption disruption, bool report = true)
        {
            var (before, clock) = (Repair.Processor(), Stopwatch.StartNew());
            var offer = Allocator.Repair(
                problem,
                plan.Sessions,
                disruption,
                appointments,
                new RepairOptions { Seed = seed, Effort = arguments.Number("--effort", 1) }
            );
            var (seconds, cpu) = (clock.Elapsed.TotalSeconds, Repair.Processor() - before);
            if (report)
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            bench = "repair",
                            name = "sample week",
                            disruption = what,
                            seed,
                            sessions = plan.Sessions.Length,
                            mustChange = offer.MustChange,
                            plans = offer.Plans.Select(one => new
                            {
                                goals = string.Join(", ", one.Goals),
                                changed = one.SessionsChanged,
                                lost = one.SessionsLost,
                                appointments = one.AppointmentsAffected,
                                costChange = one.CostChange,
                            }),
                            seconds = Math.Round(seconds, 2),
                            cpu = Math.Round(cpu.TotalSeconds, 2),
                        }
                    )
                );
        }
    }

    private static readonly TimeWindow Morning = new(new TimeOnly(8, 0), new TimeOnly(13, 0));

    private static Disruption Closed(Session hit, DateOnly? from, RoomId? room) =>
        new()
        {
            Kind = room is null ? DisruptionKind.HubClosed : DisruptionKind.RoomClosed,
            Hub = hit.Hub,
            Room = room,
            From = from,
            Reason = "Flood",
        };
}
