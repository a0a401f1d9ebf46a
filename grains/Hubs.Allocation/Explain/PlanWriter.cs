using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Turns a timetable back into words: sessions, unplaced ones with reasons, and one score line per rule.</summary>
internal static class PlanWriter
{
    public const string UnplacedId = "unplaced";

    public static Plan Write(Timetable timetable, int seed, long iterations)
    {
        var week = timetable.Week;
        var placed = Enumerable.Range(0, week.Sessions.Count).Where(timetable.IsPlaced);
        ImmutableArray<Session> sessions =
        [
            .. placed
                .Select(s => week.Sessions.Fixed[s] ?? SessionAt(timetable, s))
                .OrderBy(session => session.Date)
                .ThenBy(session => session.Window.Start)
                .ThenBy(session => session.Id.Value, StringComparer.Ordinal),
        ];
        var why = new WhyUnplaced(timetable);
        ImmutableArray<UnplacedSession> unplaced =
        [
            .. Enumerable
                .Range(0, week.Sessions.Count)
                .Where(s => !timetable.IsPlaced(s))
                .Select(why.Of)
                .OrderByDescending(session => session.Priority)
                .ThenBy(session => session.Id.Value, StringComparer.Ordinal),
        ];
        return new Plan
        {
            Week = week.Problem.Week,
            Sessions = sessions,
            Unplaced = unplaced,
            Scores =
            [
                .. HardScores(week.Problem, sessions),
                UnplacedScore(timetable),
                .. SoftScores(timetable),
            ],
            Seed = seed,
            Iterations = iterations,
        };
    }

    public static Session SessionAt(Timetable timetable, int s)
    {
        var week = timetable.Week;
        var dense = week.Clinics[week.Sessions.Clinic[s]];
        return SessionAt(
            week.Sessions.Id[s],
            dense.Model!,
            week.Problem.Network.Services[dense.Service],
            week.Hubs.Hubs[timetable.Hub[s]].Id,
            week.Rooms[timetable.Room[s]].Model,
            week.Grid.Date(timetable.Day[s]),
            week.Grid.TimeOf(timetable.Start[s]),
            [.. timetable.Team(s).Select(person => week.People[person].Model)]
        );
    }

    /// <summary>A clinic's session at a place, with everything it takes from clinic, service and room.</summary>
    /// <exception cref="ArgumentException">It would reach past midnight.</exception>
    public static Session SessionAt(
        SessionId id,
        Clinic clinic,
        Service service,
        HubId hub,
        Room room,
        DateOnly date,
        TimeOnly start,
        ImmutableArray<Clinician> people
    ) =>
        new()
        {
            Id = id,
            Clinic = clinic.Id,
            Service = service.Id,
            ServiceName = service.Name,
            PublicName = service.PublicName,
            Organisation = clinic.Organisation,
            Hub = hub,
            Room = room.Id,
            Date = date,
            Window = TimeWindow.Of(start, clinic.Length),
            Clinicians = [.. people.Select(person => person.Id)],
            ClinicianNames = [.. people.Select(person => person.Name)],
            Equipment = Needs.Equipment(service, clinic),
            TurnaroundBefore = Needs.Longer(room.TurnaroundBefore, service.TurnaroundBefore),
            TurnaroundAfter = Needs.Longer(room.TurnaroundAfter, service.TurnaroundAfter),
            SlotLength = service.SlotLength,
            SlotCapacity = service.SlotCapacity,
            BreakAfter = service.BreakAfter,
            BreakLength = service.BreakLength,
            IsPublic = service.IsPublic,
        };

    private static IEnumerable<RuleScore> HardScores(
        WeekProblem problem,
        ImmutableArray<Session> sessions
    )
    {
        var breaches = Verification.Of(problem, sessions).ToLookup(breach => breach.Rule);
        foreach (var (rule, _, _, promise) in RuleSentences.All.Where(rule => rule.IsHard))
        {
            var count = breaches[rule].Count();
            var sentence =
                count == 0 ? promise
                : count == 1 ? breaches[rule].First().Sentence
                : $"{breaches[rule].First().Sentence} ({count - 1} more like this)";
            yield return new RuleScore(rule, IsHard: true, count, Weight: 0, Cost: 0, sentence);
        }
    }

    private static RuleScore UnplacedScore(Timetable timetable)
    {
        var unplaced = Enumerable
            .Range(0, timetable.Start.Length)
            .Where(s => !timetable.IsPlaced(s))
            .ToArray();
        return new RuleScore(
            UnplacedId,
            IsHard: false,
            unplaced.Length,
            Weight: Weights.Unplaced(3) / 100.0,
            unplaced.Sum(s => (long)timetable.UnplacedCost[s]) / 100.0,
            unplaced.Length == 0
                ? "Every wanted session has a place"
                : $"{unplaced.Length} wanted sessions have no place"
        );
    }

    private static IEnumerable<RuleScore> SoftScores(Timetable timetable) =>
        timetable
            .Soft.Select(rule => (rule.Name, rule.Price, Total: rule.Total()))
            .Concat(timetable.Places.Select(rule => (rule.Name, rule.Price, Total: rule.Total())))
            .Select(line => new RuleScore(
                line.Name,
                IsHard: false,
                line.Total.Count,
                line.Price / 100.0,
                line.Total.Cost / 100.0,
                line.Total.Sentence
            ))
            .OrderByDescending(score => score.Cost)
            .ThenBy(score => score.Rule, StringComparer.Ordinal);
}
