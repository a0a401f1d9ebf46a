using Hubs.Model;

namespace Hubs.Allocation.Tests.Search;

/// <summary>Curriculum-based timetabling as a special case: own instances whose best score is known by construction.</summary>
public class UniversityTests
{
    private static readonly AllocationOptions Options = new()
    {
        Iterations = 400_000,
        TimeBudget = TimeSpan.FromMinutes(5),
    };

    /// <summary>
    /// Rooms and periods for exactly the lectures there are, cut from a week without any fault, so that the best score is 0.
    /// </summary>
    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 3)]
    public void FullWeekCutFromAFaultlessOne_IsFoundAgain(int groups, int courses)
    {
        var town = new Town()
            .Hub(
                "campus",
                hub =>
                    hub with
                    {
                        Hours =
                        [
                            .. Enumerable
                                .Range(1, 5)
                                .Select(day => new WeeklyWindow(
                                    (DayOfWeek)day,
                                    Town.Hours(9, 9 + courses)
                                )),
                        ],
                    }
            )
            .Weight(RoomFit.Id, 0)
            .Weight(WalkInSlack.Id, 0);
        for (var g = 0; g < groups; g++)
        {
            var size = 10 * (g + 1);
            town.Room($"r{g}", room => room with { Capacity = size });
            var members = Enumerable.Range(0, courses).Select(c => $"g{g}c{c}").ToArray();
            foreach (var course in members)
                town.Person($"t-{course}")
                    .Clinic(
                        course,
                        sessions: 5,
                        person: $"t-{course}",
                        with: clinic => clinic with { Attendance = size - 1, MinimumDays = 5 }
                    );
            town.Pathway($"g{g}", members);
        }

        var plan = Allocator.Allocate(town.Problem, Options);

        Assert.Empty(plan.Unplaced);
        Assert.Equal(0, plan.Cost);
    }
}
