using Hubs.Model;
using Subject = Hubs.Allocation.MinimumRest;

namespace Hubs.Allocation.Tests.Constraints;

public class MinimumRestTests
{
    private static Town LateAndEarly(double rest) =>
        new Town()
            .Hub("h", hub => hub with { Hours = Town.Weekdays(7, 22) })
            .Room("r1")
            .Room("r2")
            .Person("ada", person => person with { Availability = Town.Weekdays(7, 22) })
            .Clinic("late", 2, "ada")
            .Clinic("early", 2, "ada")
            .Clinic("somebody-else")
            .Rest(TimeSpan.FromHours(rest));

    [Theory]
    [InlineData(1, 7, true)]
    [InlineData(1, 8, true)]
    [InlineData(1, 9, false)]
    [InlineData(2, 7, false)]
    public void AfterALateSession_TheNextDayStartsElevenHoursLater(
        int day,
        double hour,
        bool isBroken
    )
    {
        var desk = LateAndEarly(11).Open().Place("late.1", "r1", 0, 21);

        Assert.Equal(isBroken, desk.Breaks<Subject>("early.1", "r1", day, hour));
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void BeforeAnEarlySession_TheDayBeforeEndsElevenHoursEarlier(double hour, bool isBroken)
    {
        var desk = LateAndEarly(11).Open().Place("early.1", "r1", 2, 7);

        Assert.Equal(isBroken, desk.Breaks<Subject>("late.1", "r1", 1, hour));
    }

    [Fact]
    public void SameDayOrSomebodyElse_IsNoMatter()
    {
        var desk = LateAndEarly(11).Open().Place("late.1", "r1", 0, 21);

        Assert.False(desk.Breaks<Subject>("early.1", "r1", 0, 7));
        Assert.False(desk.Breaks<Subject>("somebody-else.1", "r2", 1, 7));
    }

    [Fact]
    public void OwnPlaceAndOneAboutToMove_DoNotCount()
    {
        var desk = LateAndEarly(11)
            .Open()
            .Place("late.1", "r1", 0, 21)
            .Place("early.1", "r1", 3, 7);

        Assert.False(desk.BreaksBut<Subject>("late.1", "early.1", "r1", 1, 7));
        Assert.True(desk.BreaksBut<Subject>("early.1", "early.1", "r1", 1, 7));
        Assert.False(desk.Breaks<Subject>("late.1", "r1", 0, 20));
    }

    [Fact]
    public void Blockers_AreTheSessionsOfTheNightsAround()
    {
        var desk = LateAndEarly(11)
            .Open()
            .Place("late.1", "r1", 0, 21)
            .Place("early.1", "r1", 2, 7);

        Assert.Equal(["early.1"], desk.Blockers<Subject>("late.2", "r1", 1, 21));
        Assert.Equal(["late.1"], desk.Blockers<Subject>("early.2", "r1", 1, 7));
    }

    [Fact]
    public void NightsLongerThanTheRest_NeedNoRule() =>
        Assert.False(LateAndEarly(9).Open().Has<Subject>());

    [Fact]
    public void Unsaid_ItIsElevenHours() =>
        Assert.Equal(TimeSpan.FromHours(11), new Network().Rest);

    [Fact]
    public void Judge_NamesThePersonAndBothSessions()
    {
        var town = LateAndEarly(11);

        var breach = Assert.Single(
            Allocator.Verify(
                town.Problem,
                [
                    town.Session("late.1", "late", "r1", 0, 21, "ada"),
                    town.Session("early.1", "early", "r1", 1, 7, "ada"),
                ]
            )
        );

        Assert.Equal(Subject.Id, breach.Rule);
        Assert.Equal(2, breach.Sessions.Length);
    }

    [Fact]
    public void WhyNot_SaysHowMuchRestIsLeft()
    {
        var town = LateAndEarly(11);

        var verdict = Allocator
            .Inquire(town.Problem, [town.Session("late.1", "late", "r1", 0, 21, "ada")])
            .WhyNot(
                new SessionId("early.1"),
                new SessionPlace(new RoomId("r1"), Town.Week.Monday.AddDays(1), new TimeOnly(7, 0))
            )!;

        Assert.Contains(
            verdict.Objections,
            objection =>
                objection.Rule == Subject.Id
                && objection.Sentence.EndsWith(
                    "leaves 9 h of rest, 11 h at least",
                    StringComparison.Ordinal
                )
        );
    }
}
