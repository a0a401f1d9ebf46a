using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>"Why here?" of a session that has a place, and "why nowhere?" of one that has none.</summary>
internal sealed class SessionQuestions(StandingWeek week, PlaceQuestions places)
{
    private const int FreeShown = 5;
    private const int BetterShown = 3;

    private readonly Timetable timetable = week.Timetable;

    public SessionReasons? Reasons(SessionId id) =>
        week.IndexOf(id) is not { } s ? null
        : week.Find(id) is { } session ? Placed(s, session)
        : Unplaced(s);

    private SessionReasons Placed(int s, Session session)
    {
        var place = SessionPlace.Of(session);
        var reasons = new SessionReasons
        {
            Session = session.Id,
            Name = week.Evidence.NameOf(session),
            Place = place,
            Sentence = "",
        };
        if (places.ClinicOf(s) is null)
            return reasons with
            {
                Sentence =
                    $"{reasons.Name} was booked by hand. The allocator leaves it where it is",
            };
        if (week.HeldBecause(session.Id) is { } held)
            return reasons with
            {
                Sentence = $"{reasons.Name} {held}. The allocator leaves it where it is",
            };
        if (!timetable.IsPlaced(s) || timetable.Week.Sessions.IsFixed(s))
            return reasons with
            {
                Sentence =
                    $"{reasons.Name} stands where the rules do not allow it any more: {string.Join("; ", places.Verdict(session.Id, place)?.Objections.Select(o => o.Sentence) ?? [])}",
            };
        var found = Look(s);
        return reasons with
        {
            Costs = Costs(s),
            Free = found.Free,
            Better = found.Better,
            Sentence = PlacedSentence(found),
        };
    }

    private ImmutableArray<RuleChange> Costs(int s)
    {
        var trial = new CostByRule(timetable);
        trial.Remove(s);
        var costs = trial.Changes();
        trial.Undo();
        return
        [
            .. costs
                .Where(change => change.Rule != PlanWriter.UnplacedId)
                .Select(change => change with { Points = -change.Points }),
        ];
    }

    private static string PlacedSentence(
        (ImmutableArray<PlaceVerdict> Free, ImmutableArray<PlaceVerdict> Better, int Best) found
    )
    {
        if (found.Free.FirstOrDefault() is { CostChange: < 0 } free)
            return $"{free.Name} could do better: another place is free and would save {-free.CostChange:0.#} points";
        if (found.Better.IsEmpty)
            return found.Free.IsEmpty
                ? "No other place would score better, and none is free"
                : "No other place would score better";
        var nearest = found.Better[0];
        return $"{found.Best} other places would score better, but none of them is free. At the best, {nearest.Objections[0].Sentence}";
    }

    /// <summary>The best places besides the present one, free and taken: one for each room and day, so that they differ.</summary>
    private (ImmutableArray<PlaceVerdict> Free, ImmutableArray<PlaceVerdict> Better, int Best) Look(
        int s
    )
    {
        var now = timetable.IsPlaced(s) ? timetable.Marginal(s) : int.MaxValue;
        var free = new Dictionary<(int Room, int Day), (int Cost, int Option, int Start)>();
        var better = new Dictionary<(int Room, int Day), (int Cost, int Option, int Start)>();
        var count = 0;
        foreach (var (option, start) in Places(s))
        {
            if (option == timetable.Option[s] && start == timetable.Start[s])
                continue;
            var cost = timetable.Marginal(s, option, start);
            var breaks = timetable.Breaks(s, option, start);
            if (breaks && (cost >= now || now == int.MaxValue))
                continue;
            count += breaks ? 1 : 0;
            var list = breaks ? better : free;
            var key = (timetable.Week.Candidates.Room[option], timetable.Week.Grid.DayOf[start]);
            if (!list.TryGetValue(key, out var known) || cost < known.Cost)
                list[key] = (cost, option, start);
        }
        return (Best(free, FreeShown), Best(better, BetterShown), count);

        ImmutableArray<PlaceVerdict> Best(
            Dictionary<(int, int), (int Cost, int Option, int Start)> list,
            int most
        ) =>
            [
                .. list
                    .Values.Order()
                    .Take(most)
                    .Select(place => places.Verdict(s, place.Option, place.Start)),
            ];
    }

    private IEnumerable<(int Option, int Start)> Places(int s)
    {
        var candidates = timetable.Week.Candidates;
        var kind = timetable.Week.Sessions.Kind[s];
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
            foreach (var start in candidates.Starts[candidates.FirstOption[kind] + i])
                yield return (candidates.FirstOption[kind] + i, start);
    }

    private SessionReasons Unplaced(int s)
    {
        var name = places.ClinicOf(s)!.Name;
        var reasons = new SessionReasons
        {
            Session = timetable.Week.Sessions.Id[s],
            Name = name,
            Sentence = "",
        };
        var free = Look(s).Free;
        if (!free.IsEmpty)
            return reasons with
            {
                Free = free,
                Sentence = $"{name} has no place in the plan, but one is free now",
            };
        var blocking = new SmallestBlock(week).Of(s);
        return reasons with { Blocking = blocking, Sentence = blocking.Sentence };
    }
}
