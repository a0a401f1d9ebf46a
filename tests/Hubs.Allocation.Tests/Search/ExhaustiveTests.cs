using Hubs.Model;

namespace Hubs.Allocation.Tests.Search;

/// <summary>Weeks small enough to try every plan: the allocator finds the best there is.</summary>
public class ExhaustiveTests
{
    public static TheoryData<string> Towns() => [.. SmallTowns.Keys];

    private static readonly Dictionary<string, Func<Town>> SmallTowns = new()
    {
        ["more sessions than room"] = () =>
            new Town()
                .Hub(
                    "h",
                    hub =>
                        hub with
                        {
                            Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 12))],
                        }
                )
                .Room("r1")
                .Clinic("a", 2, with: clinic => clinic with { Priority = 2 })
                .Clinic(
                    "b",
                    2,
                    with: clinic => clinic with { Priority = 4, Length = TimeSpan.FromHours(2) }
                ),
        ["a pathway over two days"] = () =>
            new Town()
                .Hub(
                    "h",
                    hub =>
                        hub with
                        {
                            Hours =
                            [
                                new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 11)),
                                new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 12)),
                            ],
                        }
                )
                .Room("r1")
                .Room("r2")
                .Clinic("a", 2, with: clinic => clinic with { MinimumDays = 2 })
                .Clinic("b", 2)
                .Pathway("p", "a", "b"),
        ["people between two hubs"] = () =>
            new Town()
                .Hub(
                    "north",
                    hub =>
                        hub with
                        {
                            Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 13))],
                        }
                )
                .Room("n1")
                .Hub(
                    "south",
                    hub =>
                        hub with
                        {
                            Hours = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 13))],
                        }
                )
                .Room("s1")
                .Travel("north", "south", 60)
                .Person("ada")
                .Person("bob")
                .Clinic(
                    "a",
                    2,
                    with: clinic =>
                        clinic with
                        {
                            Clinicians = [new ClinicianNeed()],
                            Hubs = [new HubId("north")],
                        }
                )
                .Clinic(
                    "b",
                    2,
                    with: clinic =>
                        clinic with
                        {
                            Clinicians = [new ClinicianNeed()],
                            Hubs = [new HubId("south")],
                        }
                ),
    };

    [Theory]
    [MemberData(nameof(Towns))]
    public void Allocate_SmallWeek_IsAsGoodAsTheBestOfAllPlans(string town)
    {
        var problem = SmallTowns[town]().Problem;
        var timetable = new Timetable(WeekReader.Read(problem));

        var plan = Allocator.Allocate(problem, new AllocationOptions { Iterations = 50_000 });

        Assert.Equal(Best(timetable, 0) / 100.0, plan.Cost);
        Assert.Equal(0, plan.HardViolations);
    }

    private static long Best(Timetable timetable, int session)
    {
        if (session == timetable.Week.Sessions.Count)
            return timetable.Total();
        var best = Best(timetable, session + 1);
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[session];
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
        {
            var option = candidates.FirstOption[kind] + i;
            foreach (var start in candidates.Starts[option])
            {
                if (timetable.Breaks(session, option, start))
                    continue;
                timetable.Place(session, option, start);
                best = Math.Min(best, Best(timetable, session + 1));
                timetable.Remove(session);
            }
        }
        return best;
    }
}
