using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

/// <summary>What is said is so: every verdict, chain and reason is tried out again on the week it was given for.</summary>
public class InquiryProperties
{
    public static TheoryData<int> Seeds() => [1, 2, 3, 4, 5, 6];

    private static (WeekProblem Problem, Plan Plan) Week(int seed)
    {
        var problem = RandomTown.Problem(seed);
        return (
            problem,
            Allocator.Allocate(problem, new AllocationOptions { Iterations = 3_000, Seed = seed })
        );
    }

    /// <summary>Places of all kinds, from good to absurd.</summary>
    private static IEnumerable<(SessionId Session, SessionPlace Place)> Questions(
        WeekProblem problem,
        Plan plan,
        int seed,
        int count = 60
    )
    {
        var dice = new Dice(seed);
        var rooms = problem.Network.Hubs.SelectMany(hub => hub.Rooms).ToArray();
        var ids = plan
            .Sessions.Where(s => s.Clinic is not null && problem.Fixed.All(f => f.Id != s.Id))
            .Select(s => s.Id)
            .Concat(plan.Unplaced.Select(u => u.Id))
            .ToArray();
        for (var i = 0; i < count; i++)
            yield return (
                ids[dice.Below(ids.Length)],
                new SessionPlace(
                    rooms[dice.Below(rooms.Length)].Id,
                    problem.Week.Monday.AddDays(dice.Below(6)),
                    new TimeOnly(8 + dice.Below(10), 15 * dice.Below(4))
                )
            );
    }

    private static Plan With(Plan plan, WeekProblem problem, PlaceVerdict verdict)
    {
        var moved = verdict
            .Moves.Select(move => (move.Session, Place: move.To!))
            .Append((verdict.Session, verdict.Place))
            .ToArray();
        var gone = moved.Select(move => move.Session).Concat(verdict.Displaced).ToHashSet();
        return plan with
        {
            Sessions =
            [
                .. plan.Sessions.Where(s => !gone.Contains(s.Id)),
                .. moved.Select(move => At(problem, move.Session, move.Place)),
            ],
        };
    }

    private static Session At(WeekProblem problem, SessionId id, SessionPlace place)
    {
        var network = problem.Network;
        var wish = problem.Wanted.First(w => w.Id == id);
        var clinic = network.Clinics.First(c => c.Id == wish.Clinic);
        var hub = network.Hubs.First(h => h.FindRoom(place.Room) is not null);
        return PlanWriter.SessionAt(
            id,
            clinic,
            network.Services.First(s => s.Id == clinic.Service),
            hub.Id,
            hub.FindRoom(place.Room)!,
            place.Date,
            place.Start,
            [.. place.Clinicians.Select(p => network.Clinicians.First(c => c.Id == p))]
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WhyNot_Free_IsFreeByTheJudge_AndTakenIsNot(int seed)
    {
        var (problem, plan) = Week(seed);
        var inquiry = Allocator.Inquire(problem, plan.Sessions);
        // Where a session is now, it is free to be.
        var own = plan
            .Sessions.Where(s => s.Clinic is not null && problem.Fixed.All(f => f.Id != s.Id))
            .Take(20)
            .Select(s => (s.Id, SessionPlace.Of(s)));
        var seen = new HashSet<bool>();
        foreach (var (session, place) in Questions(problem, plan, seed, 400).Concat(own))
        {
            var verdict = inquiry.WhyNot(session, place)!;
            var moved = With(plan, problem, verdict with { Moves = [], Displaced = [] });

            var rules = Allocator
                .Verify(problem, moved.Sessions)
                .Where(breach => breach.Sessions.Contains(session))
                .Select(breach => breach.Rule);

            Assert.Equal(
                rules.Distinct().Order(),
                verdict.Objections.Select(o => o.Rule).Distinct().Order()
            );
            seen.Add(verdict.IsFree);
        }
        Assert.Equal(2, seen.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WhyNot_Chain_ReallyFreesThePlace(int seed)
    {
        var (problem, plan) = Week(seed);
        var inquiry = Allocator.Inquire(problem, plan.Sessions);
        var chains = 0;
        foreach (var (session, place) in Questions(problem, plan, seed, 200))
        {
            var verdict = inquiry.WhyNot(session, place)!;
            if (verdict.IsFree || verdict.Moves.IsEmpty)
                continue;
            chains++;

            Assert.InRange(verdict.Moves.Length, 1, 3);
            Assert.Empty(Allocator.Verify(problem, With(plan, problem, verdict).Sessions));
        }
        Assert.True(chains > 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WhyNot_CostChange_IsTheDifferenceOfTheScores(int seed)
    {
        var (problem, plan) = Week(seed);
        var inquiry = Allocator.Inquire(problem, plan.Sessions);
        var before = Score(problem, plan);
        foreach (var (session, place) in Questions(problem, plan, seed))
        {
            var verdict = inquiry.WhyNot(session, place)!;
            if (verdict.CostChange is not { } change)
                continue;
            var after = Score(problem, With(plan, problem, verdict));

            Assert.Equal(after.Values.Sum() - before.Values.Sum(), change, 6);
            foreach (var rule in after.Keys)
                Assert.Equal(
                    after[rule] - before[rule],
                    verdict.Changes.Where(c => c.Rule == rule).Sum(c => c.Points),
                    6
                );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Why_Unplaced_NamesAsFewRulesAsRefuseEveryCandidate(int seed)
    {
        var (problem, plan) = Week(seed);
        var inquiry = Allocator.Inquire(problem, plan.Sessions);
        var timetable = new StandingWeek(problem, plan.Sessions).Timetable;
        foreach (var unplaced in plan.Unplaced)
        {
            if (inquiry.Why(unplaced.Id)!.Blocking is not { } blocking)
                continue;
            var s = Array.IndexOf(timetable.Week.Sessions.Id, unplaced.Id);
            var kind = timetable.Week.Sessions.Kind[s];
            if (timetable.Week.Candidates.OptionCount[kind] == 0)
                continue;
            var named = blocking.Rules.Select(rule => rule.Rule).ToHashSet();

            Assert.True(Refuse(named));
            foreach (var rule in named)
                Assert.False(Refuse([.. named.Where(other => other != rule)]));

            bool Refuse(HashSet<string> rules) =>
                Enumerable
                    .Range(
                        timetable.Week.Candidates.FirstOption[kind],
                        timetable.Week.Candidates.OptionCount[kind]
                    )
                    .All(option =>
                        timetable
                            .Week.Candidates.Starts[option]
                            .All(start =>
                                timetable.Hard.Any(rule =>
                                    rules.Contains(rule.Name) && rule.Breaks(s, option, start, -1)
                                )
                            )
                    );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Why_Placed_OffersOnlyPlacesThatAreFree(int seed)
    {
        var (problem, plan) = Week(seed);
        var inquiry = Allocator.Inquire(problem, plan.Sessions);
        foreach (var session in plan.Sessions.Take(40))
        {
            var reasons = inquiry.Why(session.Id)!;

            Assert.Equal(SessionPlace.Of(session).Room, reasons.Place!.Room);
            Assert.NotEmpty(reasons.Sentence);
            foreach (var free in reasons.Free)
                Assert.Empty(Allocator.Verify(problem, With(plan, problem, free).Sessions));
            Assert.All(reasons.Better, better => Assert.False(better.IsFree));
        }
    }

    /// <summary>Points by rule of a plan laid out anew, without anything the inquiry has.</summary>
    private static Dictionary<string, double> Score(WeekProblem problem, Plan plan)
    {
        var timetable = new StandingWeek(problem, plan.Sessions).Timetable;
        return PlanWriter
            .Write(timetable, 0, 0)
            .Scores.Where(score => !score.IsHard)
            .ToDictionary(score => score.Rule, score => score.Cost);
    }
}
