using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// What a goal counts against a plan, in points: changes and losses. They weigh <see cref="AgainstQuality"/> times what the ordinary rules
/// say, so that among plans that change equally much the better one wins, but no gain is ever reason enough to change somebody.
/// </summary>
internal sealed record RepairPrices(double Session, double Appointment)
{
    public const double AgainstQuality = 20;

    /// <summary>
    /// What had no place before the disruption may have one if it costs no change, but is no reason to move anybody: with all it gains by
    /// the ordinary rules still less than the cheapest change.
    /// </summary>
    public const double StillWithoutAPlace = 5;

    /// <summary>Null for the goal that knows the ordinary rules only.</summary>
    public static RepairPrices? Of(RepairGoal goal) =>
        goal switch
        {
            RepairGoal.FewestAppointments => new RepairPrices(10, 30),
            RepairGoal.FewestSessions => new RepairPrices(30, 0),
            _ => null,
        };

    /// <summary>A session lost costs its priority besides: losing one of the lowest weighs as much as changing three.</summary>
    public static double Lost(int priority) => Weights.Unplaced(priority) / 100.0;

    public ImmutableArray<KeptSession> Of(
        IEnumerable<Session> sessions,
        IReadOnlyDictionary<SessionId, int> appointments
    ) =>
        [
            .. sessions.Select(session => new KeptSession(
                session,
                AgainstQuality * Session,
                AgainstQuality * Appointment * appointments.GetValueOrDefault(session.Id)
            )),
        ];

    /// <summary>The same count of a plan that is written already, so that one goal's lucky find serves another as well.</summary>
    public double Measure(RepairPlan plan, IReadOnlySet<SessionId> unplacedBefore)
    {
        var ordinary =
            plan.Plan.Cost
            - plan.Plan.Scores.First(score => score.Rule == PlanWriter.UnplacedId).Cost;
        var without = plan.Plan.Unplaced.Sum(session =>
            unplacedBefore.Contains(session.Id) ? StillWithoutAPlace : Lost(session.Priority)
        );
        var changed = Session * plan.Changes.Count(change => change.From is not null);
        return ordinary
            + AgainstQuality * (without + changed + Appointment * plan.AppointmentsAffected);
    }
}
