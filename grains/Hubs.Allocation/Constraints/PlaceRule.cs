namespace Hubs.Allocation;

/// <summary>A soft rule that looks at one session's place alone. Costs are in hundredths of a point.</summary>
internal abstract class PlaceRule : Rule
{
    public abstract int Price { get; }

    public virtual int OfOption(int kind, int option) => 0;

    /// <summary>Null where no start of this kind costs anything; else the cost by cell.</summary>
    public virtual int[]? OfStarts(int kind) => null;

    public abstract RuleTotal Total();
}

/// <summary>The costs of all place rules added up once, by option and by kind and start.</summary>
internal sealed class PlaceCosts
{
    private readonly int[] option;
    private readonly int[]?[] starts;

    public PlaceCosts(DenseWeek week, PlaceRule[] rules)
    {
        var candidates = week.Candidates;
        var kinds = candidates.FirstOption.Length;
        option = new int[candidates.Room.Length];
        starts = new int[kinds][];
        for (var kind = 0; kind < kinds; kind++)
        {
            var first = candidates.FirstOption[kind];
            for (var o = first; o < first + candidates.OptionCount[kind]; o++)
                option[o] = rules.Sum(rule => rule.OfOption(kind, o));
            foreach (var rule in rules)
                if (rule.OfStarts(kind) is { } costs)
                    starts[kind] = starts[kind] is { } known
                        ? [.. known.Zip(costs, (a, b) => a + b)]
                        : costs;
        }
    }

    public int OfOption(int option) => this.option[option];

    public int Of(int kind, int option, int start) =>
        this.option[option] + (starts[kind] is { } costs ? costs[start] : 0);
}
