namespace Hubs.Allocation;

/// <summary>
/// Somebody who comes for one session of a pathway finds another on the same day within half an hour of it. Each session that is
/// alone costs, once for each of its pathways.
/// </summary>
internal abstract class Compactness(Timetable timetable, int[] prices) : SoftRule(timetable)
{
    public const string Id = "compactness";

    public static readonly TimeSpan Near = TimeSpan.FromMinutes(30);

    protected int[] ClinicOf { get; } = timetable.Week.Sessions.Clinic;

    protected int[][] PathwaysOf { get; } =
    [.. timetable.Week.Clinics.Select(clinic => clinic.Pathways)];

    public static SoftRule? In(Timetable timetable)
    {
        if (
            Weights.PricesOf(timetable.Week, Id) is not { } prices
            || Array.TrueForAll(timetable.Week.Clinics, clinic => clinic.Pathways.Length == 0)
        )
            return null;
        return CompactnessInBits.Suits(timetable) && prices.Distinct().Count() == 1
            ? new CompactnessInBits(timetable, prices)
            : new CompactnessInRows(timetable, prices);
    }

    public override string Name => Id;

    public override int Price { get; } = prices.Max();

    /// <summary>By hub.</summary>
    protected int[] Prices => prices;

    public int PriceAt(int hub) => prices[hub];

    public override int MostGain(int clinic) => 3 * Price * PathwaysOf[clinic].Length;

    public override bool Watches(int clinic) => PathwaysOf[clinic].Length > 0;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) =>
        PathwaysOf[clinic].AsSpan().ContainsAny(PathwaysOf[other]);

    /// <summary>Cells between two sessions that count as near each other.</summary>
    protected static int NearCells(DenseWeek week) =>
        (int)(Near.TotalMinutes / week.Grid.MinutesPerCell);

    public override RuleTotal Total()
    {
        var near = NearCells(Timetable.Week);
        var alone = 0;
        long cost = 0;
        var rows = Enumerable
            .Range(0, ClinicOf.Length)
            .Where(Timetable.IsPlaced)
            .SelectMany(s =>
                PathwaysOf[ClinicOf[s]]
                    .Select(p => (Row: (p, Timetable.Hub[s], Timetable.Day[s]), s))
            )
            .ToLookup(pair => pair.Row, pair => pair.s);
        foreach (var row in rows)
        {
            var here = row.Count(s => !row.Any(o => o != s && AreNear(s, o)));
            alone += here;
            cost += (long)here * prices[row.Key.Item2];
        }
        return new RuleTotal(
            cost,
            alone,
            $"{alone} times a session has nothing else of its pathway within half an hour"
        );

        bool AreNear(int s, int o) =>
            Timetable.Start[o] <= Timetable.End[s] + near
            && Timetable.Start[s] <= Timetable.End[o] + near;
    }
}
