using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

/// <summary>Dates, windows and steps of the clinic itself.</summary>
public class AllowedTimesTests
{
    private static Town OneClinic(Func<Clinic, Clinic>? with = null) =>
        new Town().Hub("h").Room("r1").Clinic("x", with: with);

    [Fact]
    public void OneWindow_LeaveItsHours()
    {
        var desk = OneClinic(clinic =>
                clinic with
                {
                    Allowed = [new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9, 11))],
                }
            )
            .Open();

        Assert.Equal(["r1 Tuesday 09:00", "r1 Tuesday 10:00"], desk.Candidates("x.1"));
    }

    [Fact]
    public void StepsCountFromTheHourAndFromTheWindow()
    {
        var desk = OneClinic(clinic =>
                clinic with
                {
                    Allowed = [new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(9.25, 11.5))],
                }
            )
            .Open();

        Assert.Equal(
            ["r1 Tuesday 09:15", "r1 Tuesday 10:00", "r1 Tuesday 10:15"],
            desk.Candidates("x.1")
        );
    }

    [Fact]
    public void FixedDate_LeavesThatDay() =>
        Assert.All(
            OneClinic().On("x.1", 2).Open().Candidates("x.1"),
            place => Assert.Contains("Wednesday", place)
        );
}
