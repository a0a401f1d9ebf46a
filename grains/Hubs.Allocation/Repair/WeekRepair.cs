using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Puts a disrupted week right three times, each time by other prices (<see cref="RepairPrices"/>): the sessions stand where they were,
/// those that cannot stay are placed as well as may be, and annealing around them improves that.
/// </summary>
internal sealed class WeekRepair
{
    /// <summary>In hundredths of a point. A change costs 200 points and more: between these temperatures it is decided who changes.</summary>
    private const double HottestForWho = 15_000;
    private const double ColdestForWho = 5_000;

    /// <summary>Between these, where they go. A repair starts from a good week and must not melt it.</summary>
    private const double HottestForWhere = 600;
    private const double HottestForQuality = 200;
    private const double Coldest = 8;

    private readonly WeekProblem problem;
    private readonly DenseWeek week;
    private readonly IReadOnlyDictionary<SessionId, int> appointments;
    private readonly RepairOptions options;
    private readonly Homes homes;
    private readonly int[] movable;
    private readonly Session[] known;
    private readonly HashSet<SessionId> unplacedBefore;
    private readonly int loose;
    private readonly int mustMove;
    private readonly Task<double> costBefore;

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
        costBefore = Task.Run(() => CostOf(original, sessions));
        var held = disrupted.Fixed.Select(s => s.Id).ToHashSet();
        known = [.. sessions.Where(s => s.Clinic is not null && !held.Contains(s.Id))];
        var before = known.Select(session => session.Id).ToHashSet();
        unplacedBefore = [.. original.Wanted.Select(w => w.Id).Where(id => !before.Contains(id))];
        problem = disrupted with { Familiar = sessions };
        week = WeekReader.Read(problem);
        homes = new Homes(
            week,
            known.OrderByDescending(session => appointments.GetValueOrDefault(session.Id))
        );
        movable = week.Movable();
        var timetable = new Timetable(week);
        MustChange = known.Length - homes.Fill(timetable);
        var placeless = movable.Where(s => !timetable.IsPlaced(s)).Select(s => week.Sessions.Id[s]);
        loose = placeless.Count(id => !unplacedBefore.Contains(id));
        mustMove = placeless.Count(before.Contains);
    }

    /// <summary>Sessions that cannot all stay where they are, whatever the plan. (Where a stock or a count is short: one way to choose them.)</summary>
    public int MustChange { get; }

    /// <summary>By goal, in the order of the goals. Two threads at the most.</summary>
    public RepairPlan[] Plans()
    {
        var appointmentsFirst = Task.Run(() =>
            Write(Fewest(RepairGoal.FewestAppointments), RepairGoal.FewestAppointments)
        );
        var fewest = Fewest(RepairGoal.FewestSessions);
        var sessionsFirst = Task.Run(() => Write(fewest, RepairGoal.FewestSessions));
        var best = Write(Better(fewest), RepairGoal.BestQuality);
        return [appointmentsFirst.Result, sessionsFirst.Result, best];
    }

    /// <summary>What a goal minimises, in points.</summary>
    public double Measure(RepairGoal goal, RepairPlan plan) =>
        RepairPrices.Of(goal)?.Measure(plan, unplacedBefore) ?? plan.Plan.Cost;

    /// <summary>Whether anything happened that somebody has to give way to.</summary>
    private bool IsDisturbed => MustChange > 0 || loose > 0;

    private static double CostOf(WeekProblem original, ImmutableArray<Session> sessions) =>
        new StandingWeek(original with { Familiar = sessions }, sessions).Timetable.Total() / 100.0;

    private Timetable Fewest(RepairGoal goal)
    {
        var prices = RepairPrices.Of(goal)!;
        var timetable = new Timetable(
            week with
            {
                Problem = problem with { Kept = prices.Of(known, appointments) },
            }
        );
        for (var s = 0; s < week.Sessions.Count; s++)
            timetable.UnplacedCost[s] = unplacedBefore.Contains(week.Sessions.Id[s])
                ? (int)(100 * RepairPrices.AgainstQuality * RepairPrices.StillWithoutAPlace)
                : (int)RepairPrices.AgainstQuality * timetable.UnplacedCost[s];
        homes.Fill(timetable);
        if (!IsDisturbed)
            return timetable;
        var search = new RepairSearch(timetable, homes, movable, new Dice(options.Seed, (int)goal));
        search.Settle();
        var kept = timetable.Soft.OfType<Kept>().SingleOrDefault();
        var least = 100L * mustMove * (long)(RepairPrices.AgainstQuality * prices.Session);
        search.Anneal(
            options.TriesForWho(loose),
            HottestForWho,
            ColdestForWho,
            whom =>
            {
                if (Paid(timetable, kept) > least)
                    whom.AddRange(Away(timetable));
            }
        );
        search.Anneal(
            options.TriesForWhere(loose),
            HottestForWhere,
            Coldest,
            whom => whom.AddRange(Away(timetable).Where(timetable.IsPlaced))
        );
        return timetable;
    }

    private IEnumerable<int> Away(Timetable timetable) =>
        movable.Where(s => homes.IsAway(timetable, s));

    /// <summary>For changes and losses, in hundredths of a point; those whom no plan can place left out.</summary>
    private long Paid(Timetable timetable, Kept? kept)
    {
        long paid = 0;
        foreach (var s in movable)
        {
            paid += kept?.CostOf(s) ?? 0;
            if (!timetable.IsPlaced(s) && !unplacedBefore.Contains(week.Sessions.Id[s]))
                paid += timetable.UnplacedCost[s];
        }
        return paid;
    }

    private Timetable Better(Timetable start)
    {
        var timetable = new Timetable(week);
        timetable.PlaceAsIn(start);
        if (!IsDisturbed)
            return timetable;
        var search = new RepairSearch(
            timetable,
            homes,
            movable,
            new Dice(options.Seed, (int)RepairGoal.BestQuality)
        );
        search.Anneal(
            options.TriesForQuality(loose),
            HottestForQuality,
            Coldest,
            whom =>
            {
                // Half the tries go to those who had to change, for the week around them is good as it is.
                whom.AddRange(movable);
                var away = Away(timetable).ToArray();
                for (var i = 0; away.Length > 0 && i < movable.Length; i++)
                    whom.Add(away[i % away.Length]);
            }
        );
        return timetable;
    }

    private RepairPlan Write(Timetable found, RepairGoal goal)
    {
        var timetable = new Timetable(week);
        timetable.PlaceAsIn(found);
        var plan = PlanWriter.Write(timetable, options.Seed, 0);
        var after = plan.Sessions.ToDictionary(session => session.Id);
        var before = known.Select(session => session.Id).ToHashSet();
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
                    && !before.Contains(now.Id)
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
            CostChange = Math.Round(plan.Cost - costBefore.Result, 2),
        };
    }

    private static bool IsSame(Session old, Session? now) =>
        now is not null && PlaceQuestions.SamePlace(SessionPlace.Of(old), SessionPlace.Of(now));

    /// <summary>Appointments follow a session to another room, but not to another time or hub.</summary>
    private static bool Loses(Session old, Session? now) =>
        now is null || (now.Hub, now.Date, now.Window) != (old.Hub, old.Date, old.Window);
}
