namespace Hubs.Allocation;

/// <summary>
/// Simulated annealing over feasible timetables. A move that costs something is taken with a chance that falls as the run goes on;
/// the best timetable met is what remains. No hard rule is ever broken on the way; what does not fit stays unplaced at a price.
/// </summary>
internal sealed class Annealer
{
    /// <summary>Of 256 tries, how many are kept for sessions that were lately without a place.</summary>
    private const int ForUnplaced = 4;

    /// <summary>
    /// Of 256 tries, how many are kept for sessions of several cells that cost something where they are, once they are so few that chance would seldom
    /// pick them, and for how many steps the list of them is good. (Chance finds a place of one cell by itself: there it won nothing and took time.)
    /// </summary>
    private const int ForDear = 128;
    private const double FewAreDear = 0.25;
    private const int StepsToList = 2;

    /// <summary>
    /// In a large network the search stays among so many sessions, neighbours in the problem, for so many steps before it goes elsewhere:
    /// what it reads and writes then stays in a processor's cache.
    /// </summary>
    private const int Neighbourhood = 1024;
    private const int StepsInOne = 4;

    private readonly Timetable timetable;
    private readonly Moves moves;
    private readonly Cooling cooling;
    private readonly int[] movable;
    private readonly List<int> unplaced = [];
    private readonly List<int> dear = [];
    private readonly BestFound best;

    /// <summary>How many sessions the search stays among.</summary>
    private readonly int near;
    private Dice dice;
    private long steps;
    private int neighbourhood;

    public Annealer(Timetable timetable, int seed, int worker)
    {
        this.timetable = timetable;
        movable = timetable.Week.Movable();
        near = Math.Min(movable.Length, Neighbourhood);
        moves = new Moves(timetable);
        cooling = Cooling.Of(timetable);
        dice = new Dice(seed, worker);
        best = new BestFound(timetable);
        Cost = timetable.Total();
        BestCost = Cost;
    }

    /// <summary>In hundredths of a point, as things are now.</summary>
    public long Cost { get; private set; }

    /// <summary>In hundredths of a point.</summary>
    public long BestCost { get; private set; }

    public AllocationProgress Progress(Pace pace) =>
        new(
            pace.Elapsed,
            pace.Iterations,
            pace.Done,
            best.Placed,
            timetable.Week.Sessions.Count,
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

    /// <param name="done">How far the run goes now, of 1 for the whole.</param>
    public void Run(Pace pace, double done)
    {
        if (movable.Length == 0)
            return;
        while (pace.Next(done, out var tries))
        {
            if (steps++ % StepsInOne == 0)
                neighbourhood = movable.Length > Neighbourhood ? dice.Below(movable.Length) : 0;
            moves.Temperature = cooling.At(pace.Done);
            ListUnplaced();
            if (steps % StepsToList == 1)
                ListDear();
            for (; tries > 0; tries--)
            {
                Cost += moves.Try(Pick(), ref dice);
                if (Cost < BestCost)
                    Remember();
            }
        }
    }

    /// <summary>Takes over where another worker is.</summary>
    public void GoOnFrom(Timetable other)
    {
        foreach (var s in movable)
            if (timetable.IsPlaced(s))
                timetable.Remove(s);
        timetable.PlaceAsIn(other);
        Cost = timetable.Total();
        if (Cost < BestCost)
            Remember();
    }

    /// <summary>Puts the timetable back to the best met.</summary>
    public void Restore() => best.Restore();

    private void ListDear()
    {
        dear.Clear();
        for (var i = 0; i < near; i++)
        {
            var s = Neighbour(neighbourhood + i);
            if (
                timetable.Week.Sessions.Length[s] > 1
                && timetable.IsPlaced(s)
                && timetable.IsDear(s)
            )
                dear.Add(s);
        }
        if (dear.Count > near * FewAreDear)
            dear.Clear();
    }

    private int Pick()
    {
        if (unplaced.Count > 0 || dear.Count > 0)
        {
            var roll = (int)(dice.Next() & 255);
            if (roll < ForUnplaced && unplaced.Count > 0)
                return unplaced[dice.Below(unplaced.Count)];
            if (roll >= 256 - ForDear && dear.Count > 0)
                return dear[dice.Below(dear.Count)];
        }
        return Neighbour(neighbourhood + dice.Below(near));
    }

    private int Neighbour(int index) =>
        movable[index < movable.Length ? index : index - movable.Length];

    private void ListUnplaced()
    {
        unplaced.Clear();
        foreach (var s in movable)
            if (!timetable.IsPlaced(s))
                unplaced.Add(s);
    }

    private void Remember()
    {
        BestCost = Cost;
        best.Keep();
    }
}
