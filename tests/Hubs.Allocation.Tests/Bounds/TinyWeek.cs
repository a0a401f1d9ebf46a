using FsCheck;
using FsCheck.Fluent;
using Hubs.Model;

namespace Hubs.Allocation.Tests.Bounds;

/// <summary>A week of three to five sessions on a day or two, in which every rule may have its say and often not everything fits.</summary>
internal static class TinyWeek
{
    private const int Hours = 3;

    private static readonly EquipmentId Scanner = new("scanner");
    private static readonly string[] People = ["ada", "bob"];

    private sealed record AnyClinic(
        int Sessions,
        double Length,
        int Person,
        int Days,
        bool OncePerDay,
        bool NeedsScanner,
        bool PrefersMornings,
        bool IsTheirs,
        int Priority,
        bool PrefersTheLargeRoom
    );

    public static readonly Gen<WeekProblem> Any =
        from clinics in AnyClinics()
        from rooms in Gen.Choose(1, 3)
        from days in Gen.Choose(1, rooms == 1 ? 2 : 1)
        from turnaround in Gen.Elements(0, 0, 30)
        from late in Gen.Elements(9, 15)
        from target in Gen.Choose(0, 3)
        from isPathway in Gen.Elements(true, false)
        from isHeld in Gen.Elements(true, false, false)
        select Of(clinics, days, rooms, turnaround, late, target, isPathway, isHeld);

    private static Gen<AnyClinic[]> AnyClinics() =>
        from count in Gen.Choose(2, 3)
        from clinics in (
            from sessions in Gen.Choose(1, 2)
            from length in Gen.Elements(1.0, 1.0, 1.5, 2.0)
            from person in Gen.Choose(-1, 2)
            from days in Gen.Choose(1, 2)
            from once in Gen.Elements(true, false)
            from scanner in Gen.Elements(true, false, false)
            from mornings in Gen.Elements(true, false)
            from theirs in Gen.Elements(true, false)
            from priority in Gen.Choose(1, 5)
            from large in Gen.Elements(true, false)
            select new AnyClinic(
                sessions,
                length,
                person,
                days,
                once,
                scanner,
                mornings,
                theirs,
                priority,
                large
            )
        ).ArrayOf(count)
        select clinics;

    private static WeekProblem Of(
        AnyClinic[] clinics,
        int days,
        int rooms,
        int turnaround,
        int opens,
        int target,
        bool isPathway,
        bool isHeld
    )
    {
        var town = new Town().Hub(
            "h",
            hub =>
                hub with
                {
                    Hours =
                    [
                        .. Enumerable
                            .Range(1, days)
                            .Select(day => new WeeklyWindow(
                                (DayOfWeek)day,
                                Town.Hours(opens, opens + Hours)
                            )),
                    ],
                    Equipment = [new Hubs.Model.EquipmentStock(Scanner, "Scanner", 1)],
                    ServiceMix =
                        target == 0 ? [] : [new ServiceTarget(Town.Care, 1, target, target + 2)],
                }
        );
        var hall = new RoomId("r2");
        for (var r = 0; r < rooms; r++)
        {
            var own = r;
            town.Room(
                $"r{r}",
                room =>
                    room with
                    {
                        TurnaroundAfter = TimeSpan.FromMinutes(turnaround),
                        LinkedRooms =
                            own == 0 && rooms == 3 ? [hall]
                            : own == 2 ? [new RoomId("r0")]
                            : [],
                        Capacity = own == 2 ? 8 : 4,
                    }
            );
        }
        foreach (var person in People)
            town.Person(
                person,
                p => p with { DailyMaximum = TimeSpan.FromHours(2), Availability = Town.Weekdays() }
            );
        for (var c = 0; c < clinics.Length; c++)
        {
            var own = clinics[c];
            town.Clinic(
                $"c{c}",
                own.Sessions,
                own.Person is >= 0 and < 2 ? People[own.Person] : null,
                clinic =>
                    clinic with
                    {
                        Length = TimeSpan.FromHours(own.Length),
                        StartEvery = TimeSpan.FromMinutes(own.Length == 1.5 ? 30 : 60),
                        Clinicians = own.Person == 2 ? [new(), new()] : clinic.Clinicians,
                        MinimumDays = own.Days,
                        MaximumPerDay = own.OncePerDay ? 1 : null,
                        Equipment = own.NeedsScanner ? [new EquipmentNeed(Scanner, 1)] : [],
                        Preferred = own.PrefersMornings ? Town.Weekdays(8, 11) : [],
                        Organisation =
                            own.IsTheirs && own.Person < 0
                                ? new OrganisationId("trust")
                                : Town.Practice,
                        Priority = own.Priority,
                        PreferredRooms = own.PrefersTheLargeRoom ? [hall] : [],
                    }
            );
        }
        if (isPathway)
            town.Pathway("p", "c0", "c1");
        if (isHeld)
            town.Fixed(town.Session("c0.1", "c0", "r0", 0, opens));
        return town.Problem;
    }
}
