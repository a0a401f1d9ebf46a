namespace Hubs.Allocation.Tests.Search;

/// <summary>Two times are exchanged for as few sessions as the hard rules allow.</summary>
public class TimeChainTests
{
    private const int AnyCost = 1_000_000;

    /// <summary>
    /// Clinics a and b share a pathway, c shares a person with b; a.1 is at nine, b.1 and c.1 are at ten and nine. Who d is, nobody minds.
    /// </summary>
    private static Desk Morning() =>
        new Town()
            .Hub("h", hub => hub with { Hours = Town.Weekdays(9, 13) })
            .Room("r1")
            .Room("r2")
            .Room("r3")
            .Person("p")
            .Clinic("a")
            .Clinic("b", person: "p")
            .Clinic("c", person: "p")
            .Clinic("d")
            .Pathway("ab", "a", "b")
            .Open()
            .Place("a.1", "r1", 0, 9)
            .Place("b.1", "r2", 0, 10)
            .Place("c.1", "r3", 0, 9);

    private static int Try(Desk desk, string session, double hour, int limit = AnyCost)
    {
        var timetable = desk.Timetable;
        var s = Array.FindIndex(timetable.Week.Sessions.Id, id => id.Value == session);
        var start = timetable.Week.Grid.CellDown(0, (int)(hour * 60));
        return new TimeChain(timetable, new Trial(timetable)).Try(s, start, limit);
    }

    private static string Times(Desk desk) =>
        string.Join(
            ' ',
            desk.Timetable.Start.Select(start =>
                start < 0 ? "-" : $"{desk.Timetable.Week.Grid.TimeOf(start):HH}"
            )
        );

    [Fact]
    public void EverybodyWhoClashes_ComesAlong()
    {
        var desk = Morning().Place("d.1", "r1", 0, 11);
        var before = desk.Timetable.Total();

        var delta = Try(desk, "a.1", 10);

        Assert.Equal("10 09 10 11", Times(desk));
        Assert.Equal(desk.Timetable.Total() - before, delta);
    }

    [Fact]
    public void NobodyInTheWay_MovesAlone()
    {
        var desk = Morning();

        Try(desk, "a.1", 12);

        Assert.Equal("12 10 09 -", Times(desk));
    }

    [Fact]
    public void WhoeverHoldsTheRoom_ComesAlong()
    {
        var desk = Morning().Place("d.1", "r1", 0, 12);

        Try(desk, "a.1", 12);

        Assert.Equal("12 10 09 09", Times(desk));
    }

    [Fact]
    public void ChainThatCostsMoreThanTheLimit_IsUndone()
    {
        var desk = Morning();
        var before = Times(desk);

        // At twelve a.1 would be alone in its pathway, and so would b.1.
        Assert.Equal(0, Try(desk, "a.1", 12, limit: 0));

        Assert.Equal(before, Times(desk));
    }

    [Fact]
    public void ChainThroughAFixedSession_IsNotTried()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Room("r2")
            .Clinic("a")
            .Clinic("b")
            .Pathway("ab", "a", "b");
        var desk = town.Fixed(town.Session("held", "b", "r2", 0, 10))
            .Open()
            .Place("a.1", "r1", 0, 9);
        var before = Times(desk);

        Assert.Equal(0, Try(desk, "a.1", 10));
        Assert.Equal(before, Times(desk));
    }
}
