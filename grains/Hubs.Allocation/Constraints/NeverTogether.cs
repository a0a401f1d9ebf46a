namespace Hubs.Allocation;

/// <summary>
/// Clinics that are never on at the same time, whichever rooms their sessions get: those of one pathway, and those that share somebody who is in
/// all their teams and never travels. One count by clinic and cell answers for <see cref="PathwayClash"/> and, where people
/// have no choice, for <see cref="ClinicianClash"/>: the question the search asks more often than any other.
/// </summary>
internal sealed class NeverTogether
{
    private readonly int[] clinicOf;
    private readonly int[] length;
    private readonly int[] starts;
    private readonly int[] ends;

    /// <summary>By clinic: the clinics it is never on with, itself included where its own sessions share somebody.</summary>
    private readonly int[][] others;
    private readonly bool[] withItself;

    /// <summary>By clinic: where its row of counts starts; -1 where there are no others.</summary>
    private readonly int[] rowOf;

    /// <summary>How many sessions of others are on, by row and cell.</summary>
    private readonly ushort[] busy;
    private readonly bool[] somebodyHasAChoice;
    private readonly bool[] hasNoChoice;
    private readonly DenseClinic[] clinics;

    public NeverTogether(Timetable timetable)
    {
        var week = timetable.Week;
        clinicOf = week.Sessions.Clinic;
        length = week.Sessions.Length;
        starts = timetable.Start;
        ends = timetable.End;
        clinics = week.Clinics;
        hasNoChoice = new bool[week.People.Length];
        var people = PeopleWithoutChoice(timetable);
        somebodyHasAChoice = timetable.ClinicsWith(option =>
            Array.Exists(timetable.TeamOf(option), person => !hasNoChoice[person])
        );
        others = Others(week, people);
        rowOf = new int[others.Length];
        var next = 0;
        for (var c = 0; c < rowOf.Length; c++)
        {
            rowOf[c] = others[c].Length == 0 ? -1 : next;
            next += others[c].Length == 0 ? 0 : week.Grid.Cells;
        }
        busy = new ushort[next];
        withItself = [.. others.Select((list, c) => list.Contains(c))];
    }

    /// <summary>Whether two sessions of the clinic are never on at the same time.</summary>
    public bool WithItself(int clinic) => withItself[clinic];

    /// <summary>Whether this speaks for the rule, so that the rule need not be asked about the clinic.</summary>
    public bool SpeaksFor(HardRule rule, int clinic) =>
        rule is PathwayClash || (rule is ClinicianClash && !somebodyHasAChoice[clinic]);

    /// <summary>Whether a person never travels and is in all teams of every clinic they are in.</summary>
    public bool HasNoChoice(int person) => hasNoChoice[person];

    public bool Breaks(int session, int start, int except)
    {
        var clinic = clinicOf[session];
        var row = rowOf[clinic];
        // Where a session is, it clashes with nobody.
        if (row < 0 || start == starts[session])
            return false;
        foreach (var count in busy.AsSpan(row + start, length[session]))
            if (count != 0)
                return BreaksBesides(session, start, except);
        return false;
    }

    /// <summary>Somebody is on then; whether it is more than the session itself and the one that is about to move.</summary>
    private bool BreaksBesides(int session, int start, int except)
    {
        var clinic = clinicOf[session];
        var self = withItself[clinic] ? session : -1;
        if (except >= 0 && !others[clinic].AsSpan().Contains(clinicOf[except]))
            except = -1;
        for (var cell = start; cell < start + length[session]; cell++)
        {
            var count = busy[rowOf[clinic] + cell];
            if (count > (IsOn(self, cell) ? 1 : 0) + (IsOn(except, cell) ? 1 : 0))
                return true;
        }
        return false;
    }

    /// <summary>Adds the sessions on then that would have to go elsewhere first.</summary>
    public void AddBlockers(int session, int start, Blockers blockers)
    {
        if (!Breaks(session, start, -1))
            return;
        var end = start + length[session];
        // A session of one cell has as many in its way as were counted there; any other, unknown many.
        var left = length[session] == 1 ? busy[rowOf[clinicOf[session]] + start] : int.MaxValue;
        foreach (var other in others[clinicOf[session]])
        {
            var clinic = clinics[other];
            for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
                if (starts[s] < end && start < ends[s] && s != session)
                {
                    blockers.Add(s);
                    if (--left == 0)
                        return;
                }
        }
    }

    private bool IsOn(int session, int cell) =>
        session >= 0 && starts[session] <= cell && cell < ends[session];

    public void Placed(int session)
    {
        var start = starts[session];
        var cells = ends[session] - start;
        foreach (var clinic in others[clinicOf[session]])
        foreach (ref var count in busy.AsSpan(rowOf[clinic] + start, cells))
            count++;
    }

    public void Removed(int session)
    {
        var start = starts[session];
        var cells = ends[session] - start;
        foreach (var clinic in others[clinicOf[session]])
        foreach (ref var count in busy.AsSpan(rowOf[clinic] + start, cells))
            count--;
    }

    /// <summary>By clinic: the people of its teams who have no choice.</summary>
    private int[][] PeopleWithoutChoice(Timetable timetable)
    {
        var week = timetable.Week;
        var candidates = week.Candidates;
        var teamOf = new int[week.Clinics.Length];
        teamOf.AsSpan().Fill(-1);
        for (var p = 0; p < hasNoChoice.Length; p++)
            hasNoChoice[p] = week.People[p].LongestTravel == 0;
        for (var kind = 0; kind < candidates.FirstOption.Length; kind++)
        {
            var clinic = timetable.ClinicOfKind(kind);
            for (var o = candidates.FirstOption[kind]; o < candidates.EndOf(kind); o++)
            {
                var team = candidates.Team[o];
                if (teamOf[clinic] < 0)
                    teamOf[clinic] = team;
                if (teamOf[clinic] == team)
                    continue;
                foreach (var person in week.Teams[team].Concat(week.Teams[teamOf[clinic]]))
                    hasNoChoice[person] = false;
            }
        }
        return
        [
            .. teamOf.Select(team => team < 0 ? [] : week.Teams[team].Where(HasNoChoice).ToArray()),
        ];
    }

    private static int[][] Others(DenseWeek week, int[][] people)
    {
        var ofPathway = Members(week.PathwayCount, [.. week.Clinics.Select(c => c.Pathways)]);
        var ofPerson = Members(week.People.Length, people);
        return
        [
            .. week.Clinics.Select(
                (clinic, c) =>
                    clinic
                        .Pathways.SelectMany(pathway => ofPathway[pathway])
                        .Where(other => other != c)
                        .Concat(people[c].SelectMany(person => ofPerson[person]))
                        .Distinct()
                        .Order()
                        .ToArray()
            ),
        ];
    }

    private static List<int>[] Members(int groups, int[][] groupsOf)
    {
        var members = new List<int>[groups];
        for (var g = 0; g < groups; g++)
            members[g] = [];
        for (var c = 0; c < groupsOf.Length; c++)
            foreach (var group in groupsOf[c])
                members[group].Add(c);
        return members;
    }
}
