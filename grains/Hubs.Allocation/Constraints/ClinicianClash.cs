namespace Hubs.Allocation;

/// <summary>A clinician is in one place at a time, and has the time to travel when the next place is another hub.</summary>
internal sealed class ClinicianClash : HardRule
{
    public const string Id = "clinician-clash";

    private const int Free = -1;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly int[] longestTravel;
    private readonly int[][] teams;
    private readonly int[,] travel;
    private readonly TimeGrid grid;
    private readonly int[] length;
    private readonly int[] occupant;
    private readonly int cells;
    private readonly bool[] hasPeople;

    /// <summary>By person: the sessions they may be in.</summary>
    private readonly int[][] sessionsOf;

    private ClinicianClash(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        longestTravel = [.. timetable.Week.People.Select(person => person.LongestTravel)];
        teams = timetable.Week.Teams;
        travel = timetable.Week.Hubs.Travel;
        grid = timetable.Week.Grid;
        length = timetable.Week.Sessions.Length;
        cells = grid.Cells;
        occupant = new int[longestTravel.Length * cells];
        occupant.AsSpan().Fill(Free);
        hasPeople = timetable.ClinicsWith(option => timetable.TeamOf(option).Length > 0);
        sessionsOf = timetable.SessionsOfPeople();
    }

    public static HardRule? In(Timetable timetable) =>
        timetable.Week.People.Length > 0 ? new ClinicianClash(timetable) : null;

    public override string Name => Id;

    public override bool Watches(int clinic) => hasPeople[clinic];

    /// <summary>Who has no choice is looked up among their sessions, for the search asks <see cref="NeverTogether"/> about them.</summary>
    public override bool Counts(int clinic) => !timetable.NeverTogether.SpeaksFor(this, clinic);

    public override bool Breaks(int session, int option, int start, int except)
    {
        foreach (var person in teams[candidates.Team[option]])
        {
            var reach = longestTravel[person];
            if (timetable.NeverTogether.HasNoChoice(person))
            {
                foreach (var other in sessionsOf[person])
                    if (other != except && IsInTheWay(session, start, other))
                        return true;
                continue;
            }
            if (reach == 0)
            {
                foreach (var other in occupant.AsSpan(person * cells + start, length[session]))
                    if (other != Free && other != session && other != except)
                        return true;
                continue;
            }
            var row = occupant.AsSpan(person * cells, cells);
            var (from, to) = Span(session, start, reach);
            for (var cell = from; cell < to; cell++)
            {
                var other = row[cell];
                if (
                    other != Free
                    && other != session
                    && other != except
                    && IsTooNear(session, option, start, other)
                )
                    return true;
            }
        }
        return false;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        foreach (var person in teams[candidates.Team[option]])
        {
            if (timetable.NeverTogether.HasNoChoice(person))
            {
                foreach (var other in sessionsOf[person])
                    if (IsInTheWay(session, start, other))
                        blockers.Add(other);
                continue;
            }
            var row = occupant.AsSpan(person * cells, cells);
            var (from, to) = Span(session, start, longestTravel[person]);
            for (var cell = from; cell < to; cell++)
                if (
                    row[cell] != Free
                    && row[cell] != session
                    && IsTooNear(session, option, start, row[cell])
                )
                    blockers.Add(row[cell]);
        }
    }

    public override void Placed(int session)
    {
        foreach (var person in timetable.Team(session))
        {
            var row = occupant.AsSpan(person * cells, cells);
            for (var cell = timetable.Start[session]; cell < timetable.End[session]; cell++)
                if (row[cell] == Free)
                    row[cell] = session;
        }
    }

    public override void Removed(int session)
    {
        foreach (var person in timetable.Team(session))
        {
            var row = occupant.AsSpan(person * cells, cells);
            for (var cell = timetable.Start[session]; cell < timetable.End[session]; cell++)
                if (row[cell] == session)
                    row[cell] = Free;
        }
    }

    private bool IsInTheWay(int session, int start, int other) =>
        other != session
        && timetable.Start[other] < start + length[session]
        && start < timetable.End[other];

    private bool IsTooNear(int session, int option, int start, int other)
    {
        var apart = travel[candidates.Hub[option], timetable.Hub[other]];
        return start < timetable.End[other] + apart
            && timetable.Start[other] < start + length[session] + apart;
    }

    private (int From, int To) Span(int session, int start, int reach)
    {
        if (reach == 0)
            return (start, start + length[session]);
        var day = grid.DayOf[start];
        return (
            Math.Max(start - reach, grid.FirstCell(day)),
            Math.Min(start + length[session] + reach, grid.FirstCell(day + 1))
        );
    }
}
