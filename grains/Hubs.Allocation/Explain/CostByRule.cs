using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Changes made on a timetable step by step, with what each soft rule makes of them, to be undone afterwards. Costs are in hundredths of
/// a point; sessions that lose or find a place count under <see cref="PlanWriter.UnplacedId"/>.
/// </summary>
internal sealed class CostByRule(Timetable timetable)
{
    private readonly List<(int Session, int Option, int Start)> steps = [];
    private readonly long[] soft = new long[timetable.Soft.Length];
    private readonly long[] places = new long[timetable.Places.Length];
    private long unplaced;

    public long Delta => unplaced + soft.Sum() + places.Sum();

    public void Remove(int session)
    {
        Count(session, timetable.Option[session], timetable.Start[session], -1);
        steps.Add((session, timetable.Option[session], timetable.Start[session]));
        timetable.Remove(session);
    }

    public void Place(int session, int option, int start)
    {
        Count(session, option, start, 1);
        steps.Add((session, -1, -1));
        timetable.Place(session, option, start);
    }

    /// <summary>Steps made so far: what <see cref="UndoTo"/> goes back to.</summary>
    public int Steps => steps.Count;

    public void Undo() => UndoTo(0);

    public void UndoTo(int count)
    {
        while (steps.Count > count)
        {
            var (session, option, start) = steps[^1];
            steps.RemoveAt(steps.Count - 1);
            if (option < 0)
            {
                Count(session, timetable.Option[session], timetable.Start[session], -1);
                timetable.Remove(session);
            }
            else
            {
                Count(session, option, start, 1);
                timetable.Place(session, option, start);
            }
        }
    }

    /// <summary>Rules whose cost changed, the largest change first.</summary>
    public ImmutableArray<RuleChange> Changes() =>
        [
            .. timetable
                .Soft.Select((rule, i) => (rule.Name, Cost: soft[i]))
                .Concat(timetable.Places.Select((rule, i) => (rule.Name, Cost: places[i])))
                .Append((Name: PlanWriter.UnplacedId, Cost: unplaced))
                .Where(line => line.Cost != 0)
                .OrderByDescending(line => Math.Abs(line.Cost))
                .ThenBy(line => line.Name, StringComparer.Ordinal)
                .Select(line => new RuleChange(
                    line.Name,
                    line.Cost / 100.0,
                    line.Name == PlanWriter.UnplacedId
                        ? "Every wanted session has a place; one without costs by its priority"
                        : RuleSentences.All.First(rule => rule.Rule == line.Name).Sentence
                )),
        ];

    private void Count(int session, int option, int start, int sign)
    {
        unplaced -= sign * timetable.UnplacedCost[session];
        for (var i = 0; i < soft.Length; i++)
            soft[i] += sign * timetable.Soft[i].Marginal(session, option, start);
        var kind = timetable.Week.Sessions.Kind[session];
        for (var i = 0; i < places.Length; i++)
            places[i] += sign * timetable.Places[i].Of(kind, option, start);
    }
}
