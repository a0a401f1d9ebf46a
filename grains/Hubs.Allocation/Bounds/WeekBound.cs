using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Puts the bound of a week together: what must be left out, and what the rest costs at least.</summary>
internal static class WeekBound
{
    public static PlanBound Of(WeekProblem problem)
    {
        var timetable = new Timetable(WeekReader.Read(problem));
        var week = timetable.Week;
        var free = new FreePlaces(timetable);
        var closed = problem.Wanted.Where(w => w.Closure is not null).Select(w => w.Id).ToHashSet();
        var isHeld = week.Sessions.Id.Select(id => !closed.Contains(id)).ToArray();
        var placeable = new PlaceableBound(free, s => isHeld[s]);
        var floors = new CostFloors(free, placeable);
        int[] sessions = [.. free.Sessions.SelectMany(own => own).Where(s => isHeld[s])];
        var leaving = week
            .Sessions.Id.Select((_, s) => timetable.UnplacedCost[s] - floors.Saves(s))
            .ToArray();
        var leftOut = placeable.Least(s => Math.Max(0, leaving[s]));
        var cheaperOut = free.Sessions.SelectMany(own => own).Sum(s => Math.Min(0, leaving[s]));
        var words = new ProofWords(free, placeable, s => isHeld[s]);
        return new PlanBound
        {
            Week = problem.Week,
            Wanted = sessions.Length,
            LeastUnplaced = (int)placeable.Least(s => isHeld[s] ? 1 : 0),
            ByPriority =
            [
                .. sessions
                    .Select(Priority)
                    .Distinct()
                    .OrderDescending()
                    .Select(priority => new PriorityBound(
                        priority,
                        sessions.Count(s => Priority(s) >= priority),
                        (int)placeable.Least(s => isHeld[s] && Priority(s) >= priority ? 1 : 0)
                    )),
            ],
            LeastCost = Math.Max(0, floors.Total + leftOut + cheaperOut) / 100.0,
            Floors = Floors(floors, leftOut + cheaperOut),
            Proofs = words.Proofs(),
        };

        int Priority(int session) => week.Clinics[week.Sessions.Clinic[session]].Priority;
    }

    private static ImmutableArray<CostFloor> Floors(CostFloors floors, long leftOut)
    {
        var lines = floors.Lines.ToDictionary(
            line => line.Rule,
            line => (line.Cost, line.Sentence)
        );
        if (leftOut != 0)
            lines[PlanWriter.UnplacedId] = (
                lines.GetValueOrDefault(PlanWriter.UnplacedId).Cost + leftOut,
                CostFloors.LeftOut
            );
        return
        [
            .. lines
                .OrderByDescending(line => line.Value.Cost)
                .Select(line => new CostFloor(
                    line.Key,
                    line.Value.Cost / 100.0,
                    line.Value.Sentence
                )),
        ];
    }
}
