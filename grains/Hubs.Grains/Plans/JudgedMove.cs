using System.Collections.Immutable;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// A move of one session as judged: the verdict, and the week it was made from, in which the session's own pin does not count, as whoever
/// moves it means to.
/// </summary>
internal sealed record JudgedMove(WeekProblem Problem, Plan From, PlaceVerdict? Verdict)
{
    /// <summary>The plan with the move made, and a hard rule it breaks that the plan before did not.</summary>
    public (Plan Plan, RuleBreach? Breach) Make()
    {
        var moved = Allocator.Moved(Problem, From, Verdict!);
        // Looked at by the check that shares nothing with the search.
        var known = Breaches(From).Select(breach => (breach.Rule, breach.Sentence)).ToHashSet();
        return (
            moved,
            Breaches(moved)
                .FirstOrDefault(breach => !known.Contains((breach.Rule, breach.Sentence)))
        );
    }

    private ImmutableArray<RuleBreach> Breaches(Plan plan) =>
        Allocator.Verify(Problem, plan.Sessions);
}

/// <summary>Judges moves of a plan's sessions, and keeps what one drag asks about again and again.</summary>
internal sealed class MoveJudge(Func<Plan, Task<WeekProblem>> gather, LaidOutWeek asItIs)
{
    private readonly LaidOutWeek _loosened = new();
    private (Plan From, SessionId Session, Plan Plan)? _loose;

    public async Task<JudgedMove> Judge(
        Plan plan,
        SessionId session,
        SessionPlace place,
        DateTime now
    )
    {
        var isPinned = plan.Sessions.Any(s => s.Id == session && s.IsPinned);
        var loose = isPinned ? Loosened(plan, session) : plan;
        var problem = await gather(loose);
        var inquiry = await (isPinned ? _loosened : asItIs).For(problem, loose.Sessions);
        var verdict = inquiry.WhyNot(session, place);
        return new JudgedMove(
            problem,
            loose,
            verdict is null ? null : PlanSentences.NotBefore(now, verdict)
        );
    }

    /// <summary>The same object for the same question, so that the week laid out for it is found again.</summary>
    private Plan Loosened(Plan plan, SessionId session)
    {
        if (_loose is not var (from, whose, known) || from != plan || whose != session)
        {
            known = plan.WithPins([session], pinned: false);
            _loose = (plan, session, known);
        }
        return known;
    }
}
