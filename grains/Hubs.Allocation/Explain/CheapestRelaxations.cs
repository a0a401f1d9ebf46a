using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// What could give way so that a session finds a place, the cheapest first. Moving other sessions comes first: nothing gives way then. Each
/// concession is tried on its own: the week is read again with it, everybody else where they are, and the session is placed there.
/// </summary>
internal sealed class CheapestRelaxations(StandingWeek week, PlaceQuestions places)
{
    private readonly Timetable timetable = week.Timetable;

    /// <summary>At most so many, cheapest first, one per sentence. The timetable is as before.</summary>
    public ImmutableArray<Relaxation> Of(int session, int most)
    {
        var moved = ByMoving(session);
        return
        [
            .. (moved is null ? [] : new[] { moved })
                .Concat(Tried(session).Select(tried => tried.Relaxation))
                .Take(most),
        ];
    }

    /// <summary>Concessions that work, cheapest first, each with the week in which it was tried and the session as placed in it.</summary>
    public IEnumerable<(Relaxation Relaxation, WeekProblem Week, Session Placed)> Tried(int session)
    {
        var clinic = places.ClinicOf(session)!;
        var id = timetable.Week.Sessions.Id[session];
        var wish = week.Problem.Wanted.First(w => w.Id == id) with { Closure = null };
        var alone = week.Problem with
        {
            Wanted = [wish],
            Fixed = [.. week.Sessions.Where(other => other.Id != id)],
            Familiar = [],
            Weights = RuleSentences
                .All.Where(rule => !rule.IsHard && rule.Rule != Seats.Id)
                .Select(rule => KeyValuePair.Create(rule.Rule, 0.0))
                .Append(KeyValuePair.Create(Seats.Id, Weights.Of(week.Problem, Seats.Id)))
                .ToImmutableDictionary(),
        };
        var all = new PossibleRelaxations(alone, clinic, wish).All();
        var any = false;
        foreach (var concession in all)
            if (Try(concession) is { } found)
            {
                any = true;
                yield return found;
            }
        if (any)
            yield break;
        // Two rules may each refuse everything by themselves, and then two things must give way.
        var pairs =
            from a in Enumerable.Range(0, all.Length)
            from b in Enumerable.Range(a + 1, all.Length - a - 1)
            where all[a].Rule != all[b].Rule
            let both = all[a].And(all[b])
            orderby both.Effort
            select both;
        foreach (var pair in pairs.Take(PairsTried))
            if (Try(pair) is { } found)
                yield return found;

        (Relaxation, WeekProblem, Session)? Try(Concession concession)
        {
            var relaxed = concession.Make(alone);
            return FirstFree(relaxed, id) is { } placed
                ? (
                    new Relaxation(
                        concession.Rule,
                        concession.Sentence,
                        concession.Effort,
                        SessionPlace.Of(placed)
                    ),
                    relaxed,
                    placed
                )
                : null;
        }
    }

    private static Session? FirstFree(WeekProblem relaxed, SessionId id)
    {
        var tried = new Timetable(WeekReader.Read(relaxed));
        FirstFit.Fill(tried);
        var s = Array.IndexOf(tried.Week.Sessions.Id, id);
        return tried.IsPlaced(s) ? PlanWriter.SessionAt(tried, s) : null;
    }

    /// <summary>One or two other sessions go elsewhere and nothing else gives way.</summary>
    private Relaxation? ByMoving(int session)
    {
        var chain = new MoveChain(timetable, week.MayMove);
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[session];
        for (var most = 1; most <= 2; most++)
        {
            var tries = 0;
            for (var i = 0; i < candidates.OptionCount[kind]; i++)
                foreach (var start in candidates.Starts[candidates.FirstOption[kind] + i])
                {
                    var option = candidates.FirstOption[kind] + i;
                    if (most > 1 && ++tries > TwoMovesTried)
                        return null;
                    if (chain.Find(session, option, start, most) is not { Length: > 0 } moves)
                        continue;
                    var to = week.PlaceOf(option, start);
                    var told = moves
                        .Select(move => places.MoveOf(move.Session, move.Option, move.Start))
                        .ToImmutableArray();
                    return new Relaxation(
                        RoomClash.Id,
                        $"Nothing gives way: {string.Join(", and ", told.Select(move => move.Sentence))}",
                        moves.Length,
                        to
                    )
                    {
                        Moves = told,
                    };
                }
        }
        return null;
    }

    private const int TwoMovesTried = 60;

    private const int PairsTried = 150;
}
