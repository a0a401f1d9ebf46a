using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>The front door: a week problem in, a plan out. Pure: it reads no clock but its own stopwatch and keeps nothing between calls.</summary>
public static class Allocator
{
    /// <summary>
    /// Every rule there is, hard ones first. The weight is what one breach costs in points unless <see cref="WeekProblem.Weights"/> says
    /// otherwise under the rule's name.
    /// </summary>
    public static ImmutableArray<RuleDescription> Rules => RuleSentences.All;

    /// <summary>
    /// Places as many wanted sessions as it can without breaking a hard rule, the most urgent first, and then as well as the soft rules
    /// ask. The plan has the problem's fixed sessions as they are, the placed ones, and the unplaced ones with what blocks each.
    /// </summary>
    /// <param name="progress">Called on the calling thread between moves, so it should be quick; tells of the first worker.</param>
    /// <param name="stop">Ends the search early; the plan is then the best found so far. Never throws for it.</param>
    /// <exception cref="ArgumentException">The problem names a clinic, service or room its network does not have.</exception>
    public static Plan Allocate(
        WeekProblem problem,
        AllocationOptions options,
        Action<AllocationProgress>? progress = null,
        CancellationToken stop = default
    )
    {
        var week = WeekReader.Read(problem);
        var workers = new Workers(week, options, progress, stop);
        var best = workers.Run();
        return PlanWriter.Write(best, options.Seed, workers.Iterations);
    }

    /// <summary>The plan of somebody who puts each session, the most urgent first, at the earliest place that is free.</summary>
    public static Plan FirstFree(WeekProblem problem)
    {
        var timetable = new Timetable(WeekReader.Read(problem));
        FirstFit.Fill(timetable);
        return PlanWriter.Write(timetable, seed: 0, iterations: 0);
    }

    /// <summary>
    /// Checks sessions against every hard rule, minute by minute and without anything the search uses. Empty when none is broken. Fixed
    /// sessions are held to the clashes only: whoever fixed them may have had a reason for the rest.
    /// </summary>
    public static ImmutableArray<RuleBreach> Verify(
        WeekProblem problem,
        ImmutableArray<Session> sessions
    ) => Verification.Of(problem, sessions);

    /// <summary>
    /// How good any plan could be: at least so many sessions are left out and at least so many points are paid, with the counting that proves
    /// it. Takes some tenths of a second for a week of four hubs. Sampled teams (more than 256 of a clinic) are left out of the counting.
    /// </summary>
    /// <exception cref="ArgumentException">The problem names a clinic, service or room its network does not have.</exception>
    public static PlanBound Bound(WeekProblem problem) => WeekBound.Of(problem);

    /// <summary>
    /// A plan laid out so that questions about it (why here, why not there, what would have to give way) are answered in milliseconds.
    /// Laying it out takes a tenth of a second for a week of four hubs, so it is worth keeping while plan and problem stay the same.
    /// </summary>
    /// <param name="plan">The sessions as they stand: those of a draft, or as published.</param>
    /// <exception cref="ArgumentException">The problem names a clinic, service or room its network does not have.</exception>
    public static WeekInquiry Inquire(WeekProblem problem, ImmutableArray<Session> plan) =>
        new(problem, plan);

    /// <summary>
    /// Puts a published week right after a disruption: up to three plans, those with the fewest appointments affected, the fewest sessions
    /// changed, and the best score. Fixed sessions of the problem (pinned, begun, booked by hand) never move. The same input has the same
    /// plans.
    /// </summary>
    /// <param name="problem">The week as before the disruption.</param>
    /// <param name="sessions">What is published.</param>
    /// <param name="appointments">Live appointments by session; a session not named has none.</param>
    /// <returns>Version 0; <see cref="RepairOffer.Version"/> is for whoever keeps the plan.</returns>
    /// <exception cref="ArgumentException">The disruption does not name what its kind needs.</exception>
    public static RepairOffer Repair(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        Disruption disruption,
        IReadOnlyDictionary<SessionId, int> appointments,
        RepairOptions? options = null
    ) =>
        Repair(
            problem,
            sessions,
            DisruptedWeek.Of(problem, sessions, disruption, appointments),
            appointments,
            options
        );

    /// <summary>The same for any change of the week's problem: what is wanted, rooms, people, rules.</summary>
    /// <param name="after">The week as it is now; whoever is fixed in it stays.</param>
    public static RepairOffer Repair(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        WeekProblem after,
        IReadOnlyDictionary<SessionId, int> appointments,
        RepairOptions? options = null
    )
    {
        var repair = new WeekRepair(
            problem,
            sessions,
            after,
            appointments,
            options ?? new RepairOptions()
        );
        return new RepairOffer(
            problem.Week,
            0,
            repair.MustChange,
            RepairChoice.Of(repair),
            HeldByDisruption.Sentences(problem, after)
        );
    }

    /// <summary>
    /// The plan after a verdict of <see cref="WeekInquiry.WhyNot"/> came true: the session at its place and pinned there, the others where the
    /// verdict's moves put them or without a place, and the score anew. Whoever calls decides whether the verdict is good enough.
    /// </summary>
    /// <param name="problem">The problem and <paramref name="plan"/> the verdict was made from.</param>
    /// <exception cref="InvalidOperationException">The verdict names a session, room or person the problem does not have.</exception>
    public static Plan Moved(WeekProblem problem, Plan plan, PlaceVerdict verdict) =>
        MovedPlan.Of(problem, plan, verdict);
}
