namespace Hubs.Allocation;

/// <summary>
/// Somebody who comes for one session of a pathway finds another on the same day within half an hour of it. Each session that is
/// alone costs, once for each of its pathways.
/// </summary>
internal abstract class Compactness(Timetable timetable, int price) : SoftRule(timetable)
{
    public const string Id = "compactness";

    public static readonly TimeSpan Near = TimeSpan.FromMinutes(30);

    protected int[] ClinicOf { get; } = timetable.Week.Sessions.Clinic;

    protected int[][] PathwaysOf { get; } =
    [.. timetable.Week.Clinics.Select(clinic => clinic.Pathways)];

    public static SoftRule? In(Timetable timetable)
    {
        if (
            Weights.PriceOf(timetable.Week.Problem, Id) is not (> 0 and var price)
            || Array.TrueForAll(timetable.Week.Clinics, clinic => clinic.Pathways.Length == 0)
        )
            return null;
        return CompactnessInBits.Suits(timetable)
            ? new CompactnessInBits(timetable, price)
            : new CompactnessInRows(timetable, price);
    }

    public override string Name => Id;

    public override int Price { get; } = price;

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
        var rows = Enumerable
            .Range(0, ClinicOf.Length)
            .Where(Timetable.IsPlaced)
            .SelectMany(s =>
                PathwaysOf[ClinicOf[s]]
                    .Select(p => (Row: (p, Timetable.Hub[s], Timetable.Day[s]), s))
            )
            .ToLookup(pair => pair.Row, pair => pair.s);
        foreach (var row in rows)
            alone += row.Count(s => !row.Any(o => o != s && AreNear(s, o)));
        return new RuleTotal(
            (long)alone * Price,
            alone,
            $"{alone} times a session has nothing else of its pathway within half an hour"
        );

        bool AreNear(int s, int o) =>
            Timetable.Start[o] <= Timetable.End[s] + near
            && Timetable.Start[s] <= Timetable.End[o] + near;
    }
}
