namespace Hubs.Allocation;

/// <summary>
/// Looks for places around a disruption: a first place for those who lost theirs, then annealing of those it is told to try. Others are
/// pushed aside by these or not at all.
/// </summary>
internal sealed class RepairSearch
{
    /// <summary>Tries between two questions of whom to try; a power of two.</summary>
    private const int Stretch = 256;

    private readonly Timetable timetable;
    private readonly Homes homes;
    private readonly Moves moves;
    private readonly int[] movable;
    private readonly List<int> tried = [];
    private Dice dice;

    public RepairSearch(Timetable timetable, Homes homes, int[] movable, Dice dice)
    {
        this.timetable = timetable;
        this.homes = homes;
        this.movable = movable;
        this.dice = dice;
        moves = new Moves(timetable);
    }

    /// <summary>The most urgent and hardest first, each where it costs least now.</summary>
    public void Settle()
    {
        var candidates = timetable.Week.Candidates;
        foreach (
            var s in movable
                .Where(s => homes.IsAway(timetable, s))
                .OrderByDescending(s => timetable.UnplacedCost[s])
                .ThenBy(s => candidates.PlacesOf(timetable.Week.Sessions.Kind[s]))
        )
        {
            var kind = timetable.Week.Sessions.Kind[s];
            var best = (Option: -1, Start: -1);
            var cost = timetable.UnplacedCost[s];
            for (
                var option = candidates.FirstOption[kind];
                option < candidates.EndOf(kind);
                option++
            )
                foreach (var start in candidates.Starts[option])
                    if (
                        !timetable.Breaks(s, option, start)
                        && timetable.Marginal(s, option, start) is var own
                        && own < cost
                    )
                        (best, cost) = ((option, start), own);
            if (best.Option >= 0)
                timetable.Place(s, best.Option, best.Start);
        }
    }

    /// <summary>Anneals between two temperatures, in hundredths of a point, and ends with the best met.</summary>
    /// <param name="whom">Asked now and then: who is tried; nobody ends the search.</param>
    public void Anneal(long tries, double hottest, double coldest, Action<List<int>> whom)
    {
        long cost = 0;
        long bestCost = 0;
        var best = new BestFound(timetable);
        for (long i = 0; i < tries; i++)
        {
            if ((i & (Stretch - 1)) == 0)
            {
                moves.Temperature = hottest * Math.Pow(coldest / hottest, (double)i / tries);
                cost -= homes.SendBack(timetable);
                if (cost < bestCost)
                {
                    bestCost = cost;
                    best.Keep();
                }
                tried.Clear();
                whom(tried);
                if (tried.Count == 0)
                    break;
            }
            var s = tried[dice.Below(tried.Count)];
            cost += moves.Try(s, ref dice);
            if (cost < bestCost)
            {
                bestCost = cost;
                best.Keep();
            }
        }
        cost -= homes.SendBack(timetable);
        if (cost >= bestCost)
            best.Restore();
    }
}
