using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Puts a disrupted week right three times, each time with other prices on change (<see cref="Kept"/>): the sessions stand where they
/// were, those that cannot stay are placed as well as may be, and a cold annealing run around them improves that.
/// </summary>
internal sealed class WeekRepair
{
    /// <summary>In points. A session of the lowest priority that finds no place costs 100, so three may move to save one.</summary>
    public const double PerSession = 30;
    public const double PerAppointment = 30;
    public const double PerSessionBesideAppointments = 10;

    /// <summary>What had no place before the disruption may have one if it costs no change, but is no reason to move anybody.</summary>
    public const double StillWithoutAPlace = 9;

    /// <summary>In hundredths of a point: a repair starts from a good week and must not melt it.</summary>
    private const double Hottest = 600;
    private const double Coldest = 8;

    private readonly WeekProblem problem;
    private readonly DenseWeek week;
    private readonly IReadOnlyDictionary<SessionId, int> appointments;
    private readonly RepairOptions options;
    private readonly (int Session, int Option, int Start)[] home;
    private readonly Session[] known;
    private readonly Dictionary<SessionId, Session> before;
    private readonly double costBefore;
    private readonly HashSet<SessionId> unplacedBefore;

    public WeekRepair(
        WeekProblem original,
        ImmutableArray<Session> sessions,
        WeekProblem disrupted,
        IReadOnlyDictionary<SessionId, int> appointments,
        RepairOptions options
    )
    {
        this.appointments = appointments;
        this.options = options;
        var wanted = disrupted.Wanted.Select(w => w.Id).ToHashSet();
        var held = disrupted.Fixed.Select(s => s.Id).ToHashSet();
        known = [.. sessions.Where(s => s.Clinic is not null && !held.Contains(s.Id))];
        before = known.ToDictionary(session => session.Id);
        unplacedBefore =
        [
            .. original.Wanted.Select(w => w.Id).Where(id => !before.ContainsKey(id)),
        ];
        problem = disrupted with { Familiar = sessions };
        var standing = new StandingWeek(original with { Familiar = sessions }, sessions);
        costBefore = standing.Timetable.Total() / 100.0;
        week = WeekReader.Read(problem);
        var index = Enumerable.Range(0, week.Sessions.Count).ToDictionary(s => week.Sessions.Id[s]);
        home =
        [
            .. known
                .Where(session => wanted.Contains(session.Id))
                .OrderByDescending(session => appointments.GetValueOrDefault(session.Id))
                .SelectMany(session =>
                    StandingWeek
                        .OptionsAt(week, index[session.Id], SessionPlace.Of(session))
                        .Where(o =>
                            StandingWeek.HasTeam(week, o.Option, session.Clinicians)
                            && week.Clinics[week.Sessions.Clinic[index[session.Id]]].Model!.Length
                                == session.Window.Length
                        )
                        .Take(1)
                        .Select(o => (index[session.Id], o.Option, o.Start))
                ),
        ];
        MustChange = known.Length - Standing(new Timetable(week)).Count;
    }

    /// <summary>Sessions that cannot all stay where they are, whatever the plan. (Where a stock or a count is short: one way to choose them.)</summary>
    public int MustChange { get; }

    public RepairPlan Plan(RepairGoal goal)
    {
        var timetable = new Timetable(week with { Problem = problem with { Kept = Prices(goal) } });
        if (goal != RepairGoal.BestQuality)
            for (var s = 0; s < week.Sessions.Count; s++)
                if (unplacedBefore.Contains(week.Sessions.Id[s]))
                    timetable.UnplacedCost[s] = (int)(100 * StillWithoutAPlace);
        var standing = Standing(timetable);
        int[] loose =
        [
            .. Enumerable
                .Range(0, week.Sessions.Count)
                .Where(s => !standing.Contains(s) && Movable(s)),
        ];
        Settle(timetable, loose);
        Anneal(timetable, loose, goal);
        SendHome(timetable);
        return Write(timetable, goal);
    }

    /// <summary>What a goal minimises, in points: the prices its search had, so that one goal's lucky find serves another as well.</summary>
    public double Measure(RepairGoal goal, RepairPlan plan)
    {
        if (goal is RepairGoal.BestQuality)
            return plan.Plan.Cost;
        var unplaced = plan.Plan.Scores.First(s => s.Rule == PlanWriter.UnplacedId).Cost;
        var moved = plan.Changes.Count(change => change.From is not null);
        return plan.Plan.Cost
            - unplaced
            + plan.Plan.Unplaced.Sum(session =>
                unplacedBefore.Contains(session.Id)
                    ? StillWithoutAPlace
                    : Weights.Unplaced(session.Priority) / 100.0
            )
            + (
                goal is RepairGoal.FewestSessions
                    ? PerSession * moved
                    : PerSessionBesideAppointments * moved
                        + PerAppointment * plan.AppointmentsAffected
            );
    }

    private bool Movable(int s) =>
        !week.Sessions.IsFixed(s) && week.Candidates.OptionCount[week.Sessions.Kind[s]] > 0;

    private ImmutableArray<KeptSession> Prices(RepairGoal goal) =>
        goal switch
        {
            RepairGoal.FewestAppointments =>
            [
                .. known.Select(session => new KeptSession(
                    session,
                    PerSessionBesideAppointments,
                    PerAppointment * appointments.GetValueOrDefault(session.Id)
                )),
            ],
            RepairGoal.FewestSessions =>
            [
                .. known.Select(session => new KeptSession(session, PerSession, 0)),
            ],
            _ => [],
        };

    /// <summary>Everybody who can stays where they are; who they are.</summary>
    private HashSet<int> Standing(Timetable timetable)
    {
        var standing = new HashSet<int>();
        foreach (var (s, option, start) in home)
            if (!timetable.Breaks(s, option, start))
            {
                timetable.Place(s, option, start);
                standing.Add(s);
            }
        return standing;
    }

    /// <summary>The most urgent and hardest first, each where it costs least.</summary>
    private void Settle(Timetable timetable, int[] loose)
    {
        foreach (
            var s in loose
                .OrderByDescending(s => timetable.UnplacedCost[s])
                .ThenBy(s => Places(s).Count())
        )
        {
            var best = (Option: -1, Start: -1);
            var cost = timetable.UnplacedCost[s];
            foreach (var (option, start) in Places(s))
                if (
                    !timetable.Breaks(s, option, start)
                    && timetable.Marginal(s, option, start) is var own
                    && own < cost
                )
                    (best, cost) = ((option, start), own);
            if (best.Option >= 0)
                timetable.Place(s, best.Option, best.Start);
        }
    }

    private IEnumerable<(int Option, int Start)> Places(int s)
    {
        var kind = week.Sessions.Kind[s];
        for (var i = 0; i < week.Candidates.OptionCount[kind]; i++)
            foreach (var start in week.Candidates.Starts[week.Candidates.FirstOption[kind] + i])
                yield return (week.Candidates.FirstOption[kind] + i, start);
    }

    private void Anneal(Timetable timetable, int[] loose, RepairGoal goal)
    {
        int[] movable = [.. Enumerable.Range(0, week.Sessions.Count).Where(Movable)];
        if (movable.Length == 0)
            return;
        var moves = new Moves(timetable);
        var dice = new Dice(options.Seed, (int)goal);
        var tries = options.Iterations(loose.Length, movable.Length);
        long cost = 0;
        long bestCost = 0;
        var best = new BestFound(timetable);
        for (long i = 0; i < tries; i++)
        {
            if (i % 512 == 0)
                moves.Temperature = Hottest * Math.Pow(Coldest / Hottest, (double)i / tries);
            // Half the tries go to those who have to change, for the week around them is good as it is.
            var s =
                goal != RepairGoal.BestQuality && loose.Length > 0 && (i & 1) == 0
                    ? loose[dice.Below(loose.Length)]
                    : movable[dice.Below(movable.Length)];
            cost += moves.Try(s, ref dice);
            if (cost < bestCost)
            {
                bestCost = cost;
                best.Keep();
            }
        }
        best.Restore();
    }

    /// <summary>Whoever gains by going back to where they were, and can, goes back.</summary>
    private void SendHome(Timetable timetable)
    {
        for (var any = true; any; )
        {
            any = false;
            foreach (var (s, option, start) in home)
            {
                if (timetable.Option[s] == option && timetable.Start[s] == start)
                    continue;
                var gain =
                    (timetable.IsPlaced(s) ? timetable.Marginal(s) : timetable.UnplacedCost[s])
                    - timetable.Marginal(s, option, start);
                if (gain <= 0 || timetable.Breaks(s, option, start))
                    continue;
                if (timetable.IsPlaced(s))
                    timetable.Remove(s);
                timetable.Place(s, option, start);
                any = true;
            }
        }
    }

    private RepairPlan Write(Timetable priced, RepairGoal goal)
    {
        var timetable = new Timetable(week);
        for (var s = 0; s < week.Sessions.Count; s++)
            if (!week.Sessions.IsFixed(s) && priced.IsPlaced(s))
                timetable.Place(s, priced.Option[s], priced.Start[s]);
        var plan = PlanWriter.Write(timetable, options.Seed, 0);
        var after = plan.Sessions.ToDictionary(session => session.Id);
        var evidence = new Evidence(problem, plan.Sessions);
        ImmutableArray<SessionMove> changes =
        [
            .. known
                .Where(old => !IsSame(old, after.GetValueOrDefault(old.Id)))
                .Select(old =>
                    Moving.Move(
                        evidence,
                        old.Id,
                        evidence.NameOf(old),
                        SessionPlace.Of(old),
                        after.TryGetValue(old.Id, out var now) ? SessionPlace.Of(now) : null
                    )
                ),
            .. plan
                .Sessions.Where(now =>
                    now.Clinic is not null
                    && !before.ContainsKey(now.Id)
                    && problem.Fixed.All(held => held.Id != now.Id)
                )
                .Select(now =>
                    Moving.Move(evidence, now.Id, evidence.NameOf(now), null, SessionPlace.Of(now))
                ),
        ];
        return new RepairPlan
        {
            Goals = [goal],
            Plan = plan,
            Changes = changes,
            SessionsLost = changes.Count(change => change.To is null),
            AppointmentsAffected = known
                .Where(old => Loses(old, after.GetValueOrDefault(old.Id)))
                .Sum(old => appointments.GetValueOrDefault(old.Id)),
            CostChange = Math.Round(plan.Cost - costBefore, 2),
        };
    }

    private static bool IsSame(Session old, Session? now) =>
        now is not null && PlaceQuestions.SamePlace(SessionPlace.Of(old), SessionPlace.Of(now));

    /// <summary>Appointments follow a session to another room, but not to another time or hub.</summary>
    private static bool Loses(Session old, Session? now) =>
        now is null || (now.Hub, now.Date, now.Window) != (old.Hub, old.Date, old.Window);
}
