namespace Hubs.Allocation;

/// <summary>A clinician's sessions of one day add up to no more than the daily maximum.</summary>
internal sealed class DailyMaximum : HardRule
{
    public const string Id = "daily-maximum";

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly DensePerson[] people;
    private readonly int[][] teams;
    private readonly int[] length;
    private readonly int[] dayOf;
    private readonly int[] load;
    private readonly bool[] hasPeople;

    /// <summary>By person: the sessions they may be in.</summary>
    private readonly int[][] sessionsOf;

    private DailyMaximum(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        people = timetable.Week.People;
        teams = timetable.Week.Teams;
        length = timetable.Week.Sessions.Length;
        dayOf = timetable.Week.Grid.DayOf;
        load = new int[people.Length * TimeGrid.Days];
        hasPeople = timetable.ClinicsWith(option => timetable.TeamOf(option).Length > 0);
        sessionsOf = timetable.SessionsOfPeople();
    }

    public static HardRule? In(Timetable timetable) =>
        Array.Exists(
            timetable.Week.People,
            person => person.DailyMaximum < timetable.Week.Grid.CellsPerDay
        )
            ? new DailyMaximum(timetable)
            : null;

    public override string Name => Id;

    public override bool Watches(int clinic) => hasPeople[clinic];

    public override bool Breaks(int session, int option, int start, int except)
    {
        var day = dayOf[start];
        foreach (var person in teams[candidates.Team[option]])
        {
            var cells = load[person * TimeGrid.Days + day] + length[session];
            if (cells <= people[person].DailyMaximum)
                continue;
            cells -= Share(session, person, day);
            if (except >= 0)
                cells -= Share(except, person, day);
            if (cells > people[person].DailyMaximum)
                return true;
        }
        return false;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        if (!Breaks(session, option, start, -1))
            return;
        // Any of the day's sessions would do; the first found is as good as another.
        var day = dayOf[start];
        foreach (var person in teams[candidates.Team[option]])
        foreach (var s in sessionsOf[person])
            if (s != session && Share(s, person, day) > 0)
            {
                blockers.Add(s);
                return;
            }
    }

    public override void Placed(int session)
    {
        foreach (var person in timetable.Team(session))
            load[person * TimeGrid.Days + timetable.Day[session]] += length[session];
    }

    public override void Removed(int session)
    {
        foreach (var person in timetable.Team(session))
            load[person * TimeGrid.Days + timetable.Day[session]] -= length[session];
    }

    private int Share(int session, int person, int day) =>
        timetable.Day[session] == day && timetable.Team(session).AsSpan().Contains(person)
            ? length[session]
            : 0;
}
