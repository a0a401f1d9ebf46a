namespace Hubs.Allocation;

/// <summary>
/// Simulated annealing over feasible timetables. A move that costs something is taken with a chance that falls as the run goes on;
/// the best timetable met is what remains. No hard rule is ever broken on the way; what does not fit stays unplaced at a price.
/// </summary>
internal sealed class Annealer
{
    /// <summary>Of 256 tries, how many are kept for sessions that were lately without a place.</summary>
    private const int ForUnplaced = 4;

    private readonly Timetable timetable;
    private readonly Moves moves;
    private readonly int[] movable;
    private readonly List<int> unplaced = [];
    private readonly int[] bestOption;
    private readonly int[] bestStart;
    private long cost;
    private Dice dice;

    public Annealer(Timetable timetable, int seed, int worker)
    {
        this.timetable = timetable;
        var week = timetable.Week;
        movable =
        [
            .. Enumerable
                .Range(0, week.Sessions.Count)
                .Where(s =>
                    !week.Sessions.IsFixed(s)
                    && week.Candidates.OptionCount[week.Sessions.Kind[s]] > 0
                ),
        ];
        moves = new Moves(timetable);
        dice = new Dice(seed, worker);
        bestOption = [.. timetable.Option];
        bestStart = [.. timetable.Start];
        cost = timetable.Total();
        BestCost = cost;
    }

    /// <summary>In hundredths of a point.</summary>
    public long BestCost { get; private set; }

    public AllocationProgress Progress(Pace pace) =>
        new(
            pace.Elapsed,
            pace.Iterations,
            pace.Done,
            bestStart.Count(start => start >= 0),
            bestStart.Length,
            BestCost / 100.0,
            [
                .. timetable.Soft.Select(rule => new RuleCost(
                    rule.Name,
                    rule.Total().Cost / 100.0
                )),
                .. timetable.Places.Select(rule => new RuleCost(
                    rule.Name,
                    rule.Total().Cost / 100.0
                )),
            ]
        );

    public void Run(Pace pace)
    {
        if (movable.Length == 0)
            return;
        while (pace.Next())
        {
            if (pace.HasMoved)
            {
                moves.Temperature = Cooling.At(pace.Done);
                ListUnplaced();
            }
            cost += moves.Try(Pick(), ref dice);
            pace.Count();
            if (cost < BestCost)
                Remember();
        }
        Restore();
    }

    private int Pick()
    {
        var roll = dice.Next();
        return unplaced.Count > 0 && (roll & 255) < ForUnplaced
            ? unplaced[dice.Below(unplaced.Count)]
            : movable[dice.Below(movable.Length)];
    }

    private void ListUnplaced()
    {
        unplaced.Clear();
        foreach (var s in movable)
            if (!timetable.IsPlaced(s))
                unplaced.Add(s);
    }

    private void Remember()
    {
        BestCost = cost;
        timetable.Option.CopyTo(bestOption, 0);
        timetable.Start.CopyTo(bestStart, 0);
    }

    private void Restore()
    {
        foreach (var s in movable)
            if (timetable.IsPlaced(s))
                timetable.Remove(s);
        foreach (var s in movable)
            if (bestStart[s] >= 0)
                timetable.Place(s, bestOption[s], bestStart[s]);
    }
}
