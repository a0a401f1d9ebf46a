namespace Hubs.Allocation;

/// <summary>A room, and every room that shares floor space with it, holds one session at a time, turnaround included.</summary>
internal sealed class RoomClash : HardRule
{
    public const string Id = "room-clash";

    private const int Free = -1;

    /// <summary>Answer of <see cref="Holder"/> when no one session would do.</summary>
    public const int Several = -2;

    private readonly Timetable timetable;
    private readonly int[][] spaces;
    private readonly CandidateTable candidates;
    private readonly TimeGrid grid;
    private readonly int[] length;
    private readonly int[] occupant;
    private readonly int cells;

    private RoomClash(Timetable timetable)
    {
        this.timetable = timetable;
        spaces = [.. timetable.Week.Rooms.Select(room => room.Spaces)];
        candidates = timetable.Week.Candidates;
        grid = timetable.Week.Grid;
        length = timetable.Week.Sessions.Length;
        cells = grid.Cells;
        occupant = new int[spaces.Length * cells];
        occupant.AsSpan().Fill(Free);
    }

    public static HardRule In(Timetable timetable) => new RoomClash(timetable);

    public override string Name => Id;

    public override bool Breaks(int session, int option, int start, int except)
    {
        var (from, to) = Span(session, option, start);
        foreach (var room in spaces[candidates.Room[option]])
        {
            var row = occupant.AsSpan(room * cells, cells);
            for (var cell = from; cell < to; cell++)
            {
                var other = row[cell];
                if (other != Free && other != session && other != except)
                    return true;
            }
        }
        return false;
    }

    /// <summary>The one session that holds the room then, -1 when it is free, <see cref="Several"/> when more than one does.</summary>
    public int Holder(int session, int option, int start)
    {
        var (from, to) = Span(session, option, start);
        var holder = Free;
        foreach (var room in spaces[candidates.Room[option]])
        {
            var row = occupant.AsSpan(room * cells + from, to - from);
            foreach (var other in row)
            {
                if (other == Free || other == session || other == holder)
                    continue;
                if (holder != Free)
                    return Several;
                holder = other;
            }
        }
        return holder;
    }

    /// <summary>
    /// Where a session would have to start to be in the way of one session only, as far as that can be: of the first or the last of those that hold
    /// the room, beginning or ending with it.
    /// </summary>
    public int Aligned(int session, int option, int start, uint roll)
    {
        var (from, to) = Span(session, option, start);
        var found = Free;
        var isFirst = (roll & 1) == 0;
        foreach (var room in spaces[candidates.Room[option]])
        {
            var row = occupant.AsSpan(room * cells + from, to - from);
            for (var i = 0; i < row.Length; i++)
            {
                var other = row[isFirst ? i : row.Length - 1 - i];
                if (other == Free || other == session)
                    continue;
                if (
                    found == Free
                    || (
                        isFirst
                            ? timetable.Start[other] < timetable.Start[found]
                            : timetable.End[other] > timetable.End[found]
                    )
                )
                    found = other;
                break;
            }
        }
        if (found == Free)
            return start;
        return (roll & 2) == 0
            ? timetable.Start[found]
            : Math.Max(0, timetable.End[found] - length[session]);
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        var (from, to) = Span(session, option, start);
        foreach (var room in spaces[candidates.Room[option]])
        {
            var row = occupant.AsSpan(room * cells, cells);
            for (var cell = from; cell < to; cell++)
                if (row[cell] != Free && row[cell] != session)
                    blockers.Add(row[cell]);
        }
    }

    public override void Placed(int session)
    {
        var (from, to) = Span(session, timetable.Option[session], timetable.Start[session]);
        var row = occupant.AsSpan(timetable.Room[session] * cells, cells);
        for (var cell = from; cell < to; cell++)
            if (row[cell] == Free)
                row[cell] = session;
    }

    public override void Removed(int session)
    {
        var (from, to) = Span(session, timetable.Option[session], timetable.Start[session]);
        var row = occupant.AsSpan(timetable.Room[session] * cells, cells);
        for (var cell = from; cell < to; cell++)
            if (row[cell] == session)
                row[cell] = Free;
    }

    private (int From, int To) Span(int session, int option, int start)
    {
        if ((candidates.Before[option] | candidates.After[option]) == 0)
            return (start, start + length[session]);
        var day = grid.DayOf[start];
        return (
            Math.Max(start - candidates.Before[option], grid.FirstCell(day)),
            Math.Min(start + length[session] + candidates.After[option], grid.FirstCell(day + 1))
        );
    }
}
