using Hubs.Model;
using Subject = Hubs.Allocation.PreferredTimes;

namespace Hubs.Allocation.Tests.Constraints;

public class PreferredTimesTests
{
    [Fact]
    public void PartlyOutside_Costs()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic(
                "x",
                sessions: 2,
                with: clinic =>
                    clinic with
                    {
                        Preferred = [new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10.5))],
                    }
            )
            .Open()
            .Place("x.1", "r1", 0, 9)
            .Place("x.2", "r1", 0, 10);

        Assert.Equal(3, desk.Cost<Subject>());
    }

    [Fact]
    public void AnyOfThePreferred_IsFree()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic(
                "x",
                sessions: 2,
                with: clinic =>
                    clinic with
                    {
                        Preferred =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(9, 10)),
                            new WeeklyWindow(DayOfWeek.Friday, Town.Hours(9, 10)),
                        ],
                    }
            )
            .Open()
            .Place("x.1", "r1", 0, 9)
            .Place("x.2", "r1", 4, 9);

        Assert.Equal(0, desk.Cost<Subject>());
    }
}
