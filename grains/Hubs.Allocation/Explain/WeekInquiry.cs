using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// A plan laid out so that questions about it are answered in milliseconds. Made by <see cref="Allocator.Inquire"/>, which takes a tenth of
/// a second for a week of four hubs; answers go by that week and plan only. May be asked from several threads; they take turns. No question
/// changes anything, and the same question has the same answer.
/// </summary>
public sealed class WeekInquiry
{
    private readonly Lock turn = new();
    private readonly StandingWeek week;
    private readonly PlaceQuestions places;
    private readonly SessionQuestions sessions;
    private readonly CheapestRelaxations relaxations;

    internal WeekInquiry(WeekProblem problem, ImmutableArray<Session> plan)
    {
        week = new StandingWeek(problem, plan);
        places = new PlaceQuestions(week);
        sessions = new SessionQuestions(week, places);
        relaxations = new CheapestRelaxations(week, places);
    }

    /// <summary>
    /// What stands against the session being there, what would have to move, and what the plan's score would do. With no clinicians named,
    /// the people are chosen: those who run it now if they can, else whoever makes the place free at the least cost.
    /// </summary>
    /// <returns>Null for a session of no clinic that wants it (booked by hand, say), and for a room or person the network does not have.</returns>
    public PlaceVerdict? WhyNot(SessionId session, SessionPlace place)
    {
        lock (turn)
            return places.Verdict(session, place);
    }

    /// <summary>Why the session is where it is and what else there is; for one without a place, the rules that block it.</summary>
    /// <returns>Null for a session that is neither in the plan nor wanted.</returns>
    public SessionReasons? Why(SessionId session)
    {
        lock (turn)
            return sessions.Reasons(session);
    }

    /// <summary>
    /// What could give way so that a session without a place finds one, cheapest first, each tried out. Takes up to a few seconds where
    /// little helps.
    /// </summary>
    /// <returns>Empty when nothing known helps, and for a session that has a place.</returns>
    public ImmutableArray<Relaxation> Relaxations(SessionId session, int most = 5)
    {
        lock (turn)
            return
                week.IndexOf(session) is { } s
                && week.Find(session) is null
                && places.ClinicOf(s) is not null
                ? relaxations.Of(s, most)
                : [];
    }
}
