using Hubs.Model;
using Subject = Hubs.Allocation.RoomClash;

namespace Hubs.Allocation.Tests.Constraints;

public class RoomClashTests
{
    private static Town TwoClinics() =>
        new Town().Hub("h").Room("r1").Room("r2").Clinic("a").Clinic("b");

    [Fact]
    public void SameRoom_SameHour_Breaks() =>
        Assert.True(
            TwoClinics().Open().Place("a.1", "r1", 0, 9).Breaks<Subject>("b.1", "r1", 0, 9)
        );

    [Fact]
    public void SameRoom_TheHourAfter_IsFine() =>
        Assert.False(
            TwoClinics().Open().Place("a.1", "r1", 0, 9).Breaks<Subject>("b.1", "r1", 0, 10)
        );

    [Fact]
    public void OtherRoom_SameHour_IsFine() =>
        Assert.False(
            TwoClinics().Open().Place("a.1", "r1", 0, 9).Breaks<Subject>("b.1", "r2", 0, 9)
        );

    [Fact]
    public void OwnPlace_DoesNotCount() =>
        Assert.False(
            TwoClinics().Open().Place("a.1", "r1", 0, 9).Breaks<Subject>("a.1", "r1", 0, 9)
        );

    [Fact]
    public void HolderAboutToMove_DoesNotCount() =>
        Assert.False(
            TwoClinics()
                .Open()
                .Place("a.1", "r1", 0, 9)
                .BreaksBut<Subject>("a.1", "b.1", "r1", 0, 9)
        );

    [Fact]
    public void RemovedSession_LeavesTheRoomFree() =>
        Assert.False(
            TwoClinics()
                .Open()
                .Place("a.1", "r1", 0, 9)
                .Remove("a.1")
                .Breaks<Subject>("b.1", "r1", 0, 9)
        );

    [Fact]
    public void Turnaround_OfTheRoom_Counts()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1", room => room with { TurnaroundAfter = TimeSpan.FromMinutes(30) })
            .Clinic("a")
            .Clinic("b")
            .Open()
            .Place("a.1", "r1", 0, 9);

        Assert.True(desk.Breaks<Subject>("b.1", "r1", 0, 10));
        Assert.False(desk.Breaks<Subject>("b.1", "r1", 0, 11));
    }

    [Fact]
    public void LinkedRooms_ShareTheirSpace_ButNotWithEachOther()
    {
        RoomId a = new("a"),
            b = new("b"),
            ab = new("ab");
        var desk = new Town()
            .Hub("h")
            .Room("a", room => room with { LinkedRooms = [ab] })
            .Room("b", room => room with { LinkedRooms = [ab] })
            .Room("ab", room => room with { LinkedRooms = [a, b] })
            .Clinic("x")
            .Clinic("y")
            .Open()
            .Place("x.1", "a", 0, 9);

        Assert.True(desk.Breaks<Subject>("y.1", "ab", 0, 9));
        Assert.False(desk.Breaks<Subject>("y.1", "b", 0, 9));
    }

    [Fact]
    public void Blockers_AreWhoHoldsTheRoom() =>
        Assert.Equal(
            ["a.1"],
            TwoClinics().Open().Place("a.1", "r1", 0, 9).Blockers<Subject>("b.1", "r1", 0, 9)
        );

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 12)]
    [InlineData(2, 8)]
    [InlineData(3, 10)]
    public void Aligned_BeginsOrEndsWithTheFirstOrTheLastInTheWay(int roll, int hour)
    {
        var timetable = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("a")
            .Clinic("b")
            .Clinic("long", with: clinic => clinic with { Length = TimeSpan.FromHours(3) })
            .Open()
            .Place("a.1", "r1", 0, 10)
            .Place("b.1", "r1", 0, 12)
            .Timetable;
        var week = timetable.Week;
        var session = Array.FindIndex(week.Sessions.Id, id => id.Value == "long.1");
        var option = week.Candidates.FirstOption[week.Sessions.Kind[session]];

        var aligned = timetable.RoomClash.Aligned(
            session,
            option,
            week.Grid.CellDown(0, 10 * 60),
            (uint)roll
        );

        Assert.Equal(week.Grid.CellDown(0, hour * 60), aligned);
    }
}
