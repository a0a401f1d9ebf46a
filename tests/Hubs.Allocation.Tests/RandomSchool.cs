using Hubs.Model;

namespace Hubs.Allocation.Tests;

/// <summary>
/// A school week from a seed: every session one cell long and most teachers without a choice, so that the search takes the short ways it has
/// for such weeks.
/// </summary>
internal static class RandomSchool
{
    private const int Teachers = 9;
    private const int Courses = 18;

    public static WeekProblem Problem(int seed)
    {
#pragma warning disable CA5394 // a repeatable school is the point
        var random = new Random(seed);
        var town = new Town()
            .Hub("school", hub => hub with { Hours = Town.Weekdays(9, 14) })
            .Weight(Seats.Id, 1)
            .Weight(WalkInSlack.Id, 0);
        for (var r = 0; r < 4; r++)
        {
            var seats = 10 * (r + 1);
            town.Room($"r{r}", room => room with { Capacity = seats });
        }
        for (var t = 0; t < Teachers; t++)
            town.Person($"t{t}");
        town.Person("either").Person("or");
        for (var c = 0; c < Courses; c++)
            town.Clinic(
                $"c{c}",
                sessions: random.Next(1, 6),
                person: $"t{random.Next(Teachers)}",
                with: clinic =>
                    clinic with
                    {
                        Attendance = random.Next(5, 40),
                        MinimumDays = random.Next(1, 5),
                    }
            );
        town.Clinic("unstaffed", sessions: 3)
            .Clinic("alone")
            .Clinic("or", sessions: 2, person: "or")
            .Clinic(
                "either-or",
                sessions: 3,
                with: clinic =>
                    clinic with
                    {
                        Clinicians =
                        [
                            new ClinicianNeed
                            {
                                AnyOf = [new ClinicianId("either"), new ClinicianId("or")],
                            },
                        ],
                    }
            );
        for (var p = 0; p < 8; p++)
            town.Pathway(
                $"p{p}",
                [
                    .. Enumerable.Range(0, 4).Select(_ => $"c{random.Next(Courses)}").Distinct(),
                    .. p == 0 ? ["alone"] : Array.Empty<string>(),
                ]
            );
        return town.Problem;
#pragma warning restore CA5394
    }
}
