using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation.Tests;

/// <summary>A town from a seed in which every rule has something to watch, and not everything fits.</summary>
internal static class RandomTown
{
    /// <summary>What one hub weighs otherwise than the other: more, less, or not at all.</summary>
    private static readonly ImmutableArray<RuleWeight> OwnWeights =
    [
        new(Compactness.Id, 3),
        new(ServiceMixMinimum.Id, 4),
        new(ServiceMixTarget.Id, 0),
        new(PreferredTimes.Id, 0.5),
        new(PreferredRooms.Id, 2),
        new(RoomFit.Id, 0),
        new(Familiar.Id, 2),
        new(WalkInSlack.Id, 5),
    ];

    public static WeekProblem Problem(int seed)
    {
#pragma warning disable CA5394 // a repeatable town is the point
        var random = new Random(seed);
        var scanner = new EquipmentId("scanner");
        var town = new Town().Service(
            "scan",
            service => service with { TurnaroundAfter = TimeSpan.FromMinutes(15) }
        );
        foreach (var hub in new[] { "north", "south" })
        {
            town.Hub(
                hub,
                with =>
                    with with
                    {
                        Equipment = [new Hubs.Model.EquipmentStock(scanner, "Scanner", 1)],
                        ServiceMix = [new ServiceTarget(Town.Care, 12, 16, 20)],
                        Weights = hub == "north" ? [] : OwnWeights,
                    }
            );
            RoomId a = new($"{hub}-a"),
                b = new($"{hub}-b"),
                ab = new($"{hub}-ab");
            town.Room(
                $"{hub}-a",
                room =>
                    room with
                    {
                        LinkedRooms = [ab],
                        TurnaroundAfter = TimeSpan.FromMinutes(random.Next(3) * 15),
                    }
            );
            town.Room(
                $"{hub}-b",
                room =>
                    room with
                    {
                        LinkedRooms = [ab],
                        TurnaroundBefore = TimeSpan.FromMinutes(15),
                    }
            );
            town.Room(
                $"{hub}-ab",
                room => room with { LinkedRooms = [a, b], Capacity = 12, Type = RoomType.Group }
            );
            town.Room(
                $"{hub}-c",
                room => room with { Type = RoomType.Treatment, Hours = Town.Weekdays(8, 13) }
            );
        }
        town.Travel("north", "south", 30).Rest(TimeSpan.FromHours(16));
        for (var p = 0; p < 6; p++)
        {
            var own = p;
            town.Person(
                $"p{p}",
                person =>
                    person with
                    {
                        Hubs = own % 3 == 0 ? person.Hubs : [person.Hubs[own % 2]],
                        HomeHub = person.Hubs[own % 2],
                        DailyMaximum = TimeSpan.FromHours(3 + own % 3),
                        Availability =
                        [
                            .. Town.Weekdays(8 + own % 3, 18).Where((_, day) => day != own),
                        ],
                    }
            );
        }
        for (var c = 0; c < 18; c++)
        {
            var own = c;
            town.Clinic(
                $"c{c}",
                sessions: 1 + random.Next(5),
                with: clinic =>
                    clinic with
                    {
                        Service = own % 4 == 0 ? new ServiceId("scan") : Town.Care,
                        Organisation = own % 5 == 0 ? new OrganisationId("trust") : Town.Practice,
                        Length = TimeSpan.FromMinutes(15 * random.Next(3, 13)),
                        StartEvery = TimeSpan.FromMinutes(30),
                        Attendance = random.Next(1, 6),
                        MinimumDays = random.Next(1, 4),
                        MaximumPerDay = own % 2 == 0 ? 1 : null,
                        Priority = random.Next(1, 6),
                        Equipment = own % 4 == 0 ? [new EquipmentNeed(scanner, 1)] : [],
                        Preferred = own % 3 == 0 ? Town.Weekdays(9, 12) : [],
                        PreferredRooms = own % 3 == 1 ? [new RoomId("north-a")] : [],
                        Clinicians = (own % 5) switch
                        {
                            0 => [],
                            1 => [new ClinicianNeed(), new ClinicianNeed()],
                            _ =>
                            [
                                new ClinicianNeed
                                {
                                    AnyOf =
                                    [
                                        new ClinicianId($"p{own % 6}"),
                                        new ClinicianId($"p{(own + 1) % 6}"),
                                    ],
                                },
                            ],
                        },
                    }
            );
        }
        town.Pathway("one", "c0", "c1", "c2").Pathway("two", "c2", "c3", "c4", "c5");
        town.Fixed(town.Session("held", "c6", "north-a", 1, 10));
        town.Fixed(town.Session("by-hand", "nobody", "south-a", 2, 9, "p0"));
        town.Familiar(
            town.Session("c7.0", "c7", "south-c", 0, 9),
            town.Session("c8.0", "c8", "south-c", 1, 9)
        );
        town.Block("north-c", 0, Town.Hours(9, 11));
        return town.Problem with
        {
            Kept =
            [
                new KeptSession(town.Session("c9.1", "c9", "south-c", 1, 9), 2, 1),
                new KeptSession(town.Session("c10.1", "c10", "north-c", 3, 9), 1, 4),
            ],
        };
#pragma warning restore CA5394
    }
}
