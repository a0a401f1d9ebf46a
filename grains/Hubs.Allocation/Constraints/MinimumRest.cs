namespace Hubs.Allocation;

/// <summary>
/// Between the end of a clinician's last session of a day and the start of the first of the next lies the network's minimum rest. Days of
/// the weeks before and after are not looked at.
/// </summary>
internal sealed class MinimumRest : HardRule
{
    public const string Id = "minimum-rest";

    private const int MinutesPerDay = 24 * 60;
    private const int Nobody = -1;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly TimeGrid grid;
    private readonly int[][] teams;
    private readonly int[] length;
    private readonly int rest;
    private readonly int cells;

    /// <summary>By person and cell: the session that starts there, or has it as its last cell.</summary>
    private readonly int[] starting;
    private readonly int[] ending;
    private readonly bool[] hasPeople;

    private MinimumRest(Timetable timetable, int rest)
    {
        this.timetable = timetable;
        this.rest = rest;
        candidates = timetable.Week.Candidates;
        grid = timetable.Week.Grid;
        teams = timetable.Week.Teams;
        length = timetable.Week.Sessions.Length;
        cells = grid.Cells;
        starting = new int[timetable.Week.People.Length * cells];
        ending = new int[starting.Length];
        starting.AsSpan().Fill(Nobody);
        ending.AsSpan().Fill(Nobody);
        hasPeople = timetable.ClinicsWith(option => timetable.TeamOf(option).Length > 0);
    }

    /// <summary>Null where the nights between the first and the last hour of any hub are long enough.</summary>
    public static HardRule? In(Timetable timetable)
    {
        var grid = timetable.Week.Grid;
        var rest = (int)timetable.Week.Problem.Network.Rest.TotalMinutes;
        var night = MinutesPerDay - grid.CellsPerDay * grid.MinutesPerCell;
        return rest > night && timetable.Week.People.Length > 0
            ? new MinimumRest(timetable, rest)
            : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => hasPeople[clinic];

    public override bool Breaks(int session, int option, int start, int except)
    {
        var (before, after) = TooNear(start, start + length[session]);
        foreach (var person in teams[candidates.Team[option]])
        {
            for (var cell = before.From; cell < before.To; cell++)
                if (IsOther(ending[person * cells + cell], session, except))
                    return true;
            for (var cell = after.From; cell < after.To; cell++)
                if (IsOther(starting[person * cells + cell], session, except))
                    return true;
        }
        return false;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        var (before, after) = TooNear(start, start + length[session]);
        foreach (var person in teams[candidates.Team[option]])
        {
            for (var cell = before.From; cell < before.To; cell++)
                if (IsOther(ending[person * cells + cell], session, Nobody))
                    blockers.Add(ending[person * cells + cell]);
            for (var cell = after.From; cell < after.To; cell++)
                if (IsOther(starting[person * cells + cell], session, Nobody))
                    blockers.Add(starting[person * cells + cell]);
        }
    }

    public override void Placed(int session)
    {
        foreach (var person in timetable.Team(session))
        {
            ref var first = ref starting[person * cells + timetable.Start[session]];
            ref var last = ref ending[person * cells + timetable.End[session] - 1];
            first = first == Nobody ? session : first;
            last = last == Nobody ? session : last;
        }
    }

    public override void Removed(int session)
    {
        foreach (var person in timetable.Team(session))
        {
            ref var first = ref starting[person * cells + timetable.Start[session]];
            ref var last = ref ending[person * cells + timetable.End[session] - 1];
            first = first == session ? Nobody : first;
            last = last == session ? Nobody : last;
        }
    }

    private static bool IsOther(int other, int session, int except) =>
        other != Nobody && other != session && other != except;

    /// <summary>The last cells of the day before that are too late to end in, and the first of the day after that are too early to start in.</summary>
    private ((int From, int To) Before, (int From, int To) After) TooNear(int start, int end)
    {
        var day = grid.DayOf[start];
        var first = grid.FirstCell(day);
        var night = rest - MinutesPerDay;
        var latest = grid.MinuteOf(start) - night;
        var before = day == 0 ? (0, 0) : (grid.CellDown(day - 1, latest), first);
        var earliest = grid.MinuteOf(start) + (end - start) * grid.MinutesPerCell + night;
        var after =
            day == TimeGrid.Days - 1
                ? (0, 0)
                : (grid.FirstCell(day + 1), grid.CellUp(day + 1, earliest));
        return (before, after);
    }
}
