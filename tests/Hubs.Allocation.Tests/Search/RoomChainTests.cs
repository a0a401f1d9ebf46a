using Hubs.Model;

namespace Hubs.Allocation.Tests.Search;

/// <summary>Two rooms are exchanged for as few sessions as it takes; everybody keeps their start.</summary>
public class RoomChainTests
{
    private const int AnyCost = 1_000_000;

    /// <summary>A long session at nine to eleven in one room, two short ones in the other; e is there as well, at noon.</summary>
    private static Town Morning() =>
        new Town()
            .Hub("h", hub => hub with { Hours = Town.Weekdays(9, 13) })
            .Room("r1")
            .Room("r2")
            .Room("r3")
            .Clinic("long", with: clinic => clinic with { Length = TimeSpan.FromHours(2) })
            .Clinic("b")
            .Clinic("c")
            .Clinic("e", sessions: 2);

    private static Desk Placed(Town town) =>
        town.Open()
            .Place("long.1", "r1", 0, 9)
            .Place("b.1", "r2", 0, 9)
            .Place("c.1", "r2", 0, 10)
            .Place("e.1", "r2", 0, 12);

    private static int Try(Desk desk, string session, string room, int limit = AnyCost)
    {
        var timetable = desk.Timetable;
        var week = timetable.Week;
        var s = Array.FindIndex(week.Sessions.Id, id => id.Value == session);
        var option = Enumerable
            .Range(0, week.Candidates.Room.Length)
            .First(o =>
                o >= week.Candidates.FirstOption[week.Sessions.Kind[s]]
                && week.Rooms[week.Candidates.Room[o]].Model.Id.Value == room
            );
        return new RoomChain(timetable, new Trial(timetable)).Try(s, option, limit);
    }

    private static string Places(Desk desk) =>
        string.Join(
            ' ',
            desk.Timetable.Room.Select(
                (room, s) =>
                    room < 0
                        ? "-"
                        : $"{desk.Timetable.Week.Rooms[room].Model.Id}@{desk.Timetable.Week.Grid.TimeOf(desk.Timetable.Start[s]):HH}"
            )
        );

    [Fact]
    public void EverybodyWhoHoldsTheRoomThen_ComesOver()
    {
        var desk = Placed(Morning());

        Try(desk, "long.1", "r2");

        Assert.Equal("r2@09 r1@09 r1@10 r2@12 -", Places(desk));
    }

    [Fact]
    public void OneOfTwoShortSessions_BringsTheLongOneAndTheOther()
    {
        var desk = Placed(Morning());

        Try(desk, "c.1", "r1");

        Assert.Equal("r2@09 r1@09 r1@10 r2@12 -", Places(desk));
    }

    [Fact]
    public void NobodyInTheWay_MovesAlone()
    {
        var desk = Placed(Morning());

        Try(desk, "long.1", "r3");

        Assert.Equal("r3@09 r2@09 r2@10 r2@12 -", Places(desk));
    }

    [Fact]
    public void Change_IsTheDifferenceFromScratch()
    {
        var desk = Placed(Morning().Clinic("f", sessions: 2))
            .Place("f.1", "r1", 0, 11)
            .Place("f.2", "r2", 0, 11);
        var before = desk.Timetable.Total();

        var delta = Try(desk, "f.1", "r3");

        Assert.Equal(desk.Timetable.Total() - before, delta);
    }

    [Fact]
    public void ChainThatCostsMoreThanTheLimit_IsUndone()
    {
        var desk = Placed(Morning()).Place("e.2", "r2", 0, 11);
        var before = Places(desk);

        // The clinic would be in a second room.
        Assert.Equal(0, Try(desk, "e.2", "r1", limit: 0));

        Assert.Equal(before, Places(desk));
    }

    [Fact]
    public void ChainThroughAFixedSession_IsNotTried()
    {
        var town = Morning();
        var desk = town.Fixed(town.Session("held", "b", "r2", 0, 10))
            .Open()
            .Place("long.1", "r1", 0, 9);
        var before = Places(desk);

        Assert.Equal(0, Try(desk, "long.1", "r2"));
        Assert.Equal(before, Places(desk));
    }
}
