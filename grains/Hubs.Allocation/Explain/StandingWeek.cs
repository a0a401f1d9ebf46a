using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// A plan laid out again on a timetable, so that questions can be tried out on it. Sessions that must stay (pinned, begun, booked by hand)
/// are held; a session that stands where the rules no longer allow it stays there too, as a fixed one.
/// </summary>
internal sealed class StandingWeek
{
    private readonly Dictionary<SessionId, int> indexOf;
    private readonly Dictionary<SessionId, Session> sessions;
    private readonly Dictionary<SessionId, string> held = [];

    public StandingWeek(WeekProblem problem, ImmutableArray<Session> plan)
    {
        sessions = problem.Fixed.Concat(plan).DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        foreach (var session in problem.Fixed)
            held[session.Id] = WhyHeld(session);
        var clinics = problem.Network.Clinics.ToDictionary(clinic => clinic.Id);
        var wanted = problem
            .Wanted.Concat(
                problem
                    .Fixed.Where(s => s.Clinic is { } id && clinics.ContainsKey(id))
                    .Select(s => new WantedSession(
                        s.Id,
                        s.Clinic!.Value,
                        clinics[s.Clinic.Value].Recurrence is null ? null : s.Date
                    ))
            )
            .DistinctBy(w => w.Id)
            .ToImmutableArray();
        var known = wanted.Select(w => w.Id).ToHashSet();
        Problem = problem with
        {
            Wanted = wanted,
            Fixed = [.. sessions.Values.Where(session => !known.Contains(session.Id))],
        };
        var week = WeekReader.Read(Problem);
        indexOf = Index(week);
        Session[] stray =
        [
            .. sessions.Values.Where(s => known.Contains(s.Id) && CandidateOf(week, s) is null),
        ];
        if (stray.Length > 0)
        {
            Problem = Problem with { Fixed = [.. Problem.Fixed, .. stray] };
            week = WeekReader.Read(Problem);
            indexOf = Index(week);
        }
        Timetable = new Timetable(week);
        foreach (var session in sessions.Values)
            if (
                indexOf.TryGetValue(session.Id, out var s)
                && !week.Sessions.IsFixed(s)
                && CandidateOf(week, session) is var (option, start)
                && !Timetable.Breaks(s, option, start)
            )
                Timetable.Place(s, option, start);
        Evidence = new Evidence(Problem, [.. sessions.Values]);
    }

    public WeekProblem Problem { get; }

    public Timetable Timetable { get; }

    /// <summary>The same week in words.</summary>
    public Evidence Evidence { get; }

    public IEnumerable<Session> Sessions => sessions.Values;

    public Session? Find(SessionId id) => sessions.GetValueOrDefault(id);

    public int? IndexOf(SessionId id) => indexOf.TryGetValue(id, out var s) ? s : null;

    /// <summary>Why a session must stay where it is, to be read out; null when it may move.</summary>
    public string? HeldBecause(SessionId id) => held.GetValueOrDefault(id);

    public bool MayMove(int session) =>
        !Timetable.Week.Sessions.IsFixed(session)
        && !held.ContainsKey(Timetable.Week.Sessions.Id[session]);

    /// <summary>The candidate a session in words stands for; null when the rules of the place itself do not allow it.</summary>
    public (int Option, int Start)? CandidateOf(Session session) =>
        CandidateOf(Timetable.Week, session);

    /// <summary>What a place is called when nobody is asked for: its room, start and people as the plan would have them.</summary>
    public SessionPlace PlaceOf(int option, int start)
    {
        var week = Timetable.Week;
        return new SessionPlace(
            week.Rooms[week.Candidates.Room[option]].Model.Id,
            week.Grid.Date(week.Grid.DayOf[start]),
            week.Grid.TimeOf(start)
        )
        {
            Clinicians =
            [
                .. week.Teams[week.Candidates.Team[option]]
                    .Select(person => week.People[person].Model.Id),
            ],
        };
    }

    private (int Option, int Start)? CandidateOf(DenseWeek week, Session session)
    {
        if (!indexOf.TryGetValue(session.Id, out var s) || week.Sessions.IsFixed(s))
            return null;
        var clinic = week.Clinics[week.Sessions.Clinic[s]].Model!;
        if (session.Clinic != clinic.Id || session.Window.Length != clinic.Length)
            return null;
        foreach (var option in OptionsAt(week, s, SessionPlace.Of(session)))
            if (HasTeam(week, option.Option, session.Clinicians))
                return option;
        return null;
    }

    /// <summary>Every candidate of a session in that room at that start, whoever is in the team.</summary>
    public static IEnumerable<(int Option, int Start)> OptionsAt(
        DenseWeek week,
        int session,
        SessionPlace place
    )
    {
        var day = week.Grid.Day(place.Date);
        var room = Array.FindIndex(week.Rooms, known => known.Model.Id == place.Room);
        if (day is < 0 or >= TimeGrid.Days || room < 0)
            yield break;
        var start = week.Grid.CellDown(day, TimeGrid.Minutes(place.Start));
        if (start >= week.Grid.Cells || week.Grid.TimeOf(start) != place.Start)
            yield break;
        var (first, count) = week.Candidates.InRoom(week.Sessions.Kind[session], room);
        for (var option = first; option < first + count; option++)
            if (week.Candidates.StartSet[option][start])
                yield return (option, start);
    }

    public static bool HasTeam(DenseWeek week, int option, ImmutableArray<ClinicianId> people)
    {
        var team = week.Teams[week.Candidates.Team[option]];
        return team.Length == people.Length
            && Array.TrueForAll(team, person => people.Contains(week.People[person].Model.Id));
    }

    private static string WhyHeld(Session session) =>
        session.IsPinned ? "is pinned"
        : session.Clinic is null ? "was booked by hand"
        : "has begun or is over";

    private static Dictionary<SessionId, int> Index(DenseWeek week) =>
        Enumerable.Range(0, week.Sessions.Count).ToDictionary(s => week.Sessions.Id[s]);
}
