namespace Hubs.Allocation;

/// <summary>
/// Unpopular times are shared: each organisation pays by the square of its sessions outside 09:00-17:00 on weekdays, over the sessions
/// it has, which is least when every organisation has the same share of them.
/// </summary>
internal sealed class Fairness : SoftRule
{
    public const string Id = "fairness";

    private const int PeakStart = 9 * 60;
    private const int PeakEnd = 17 * 60;

    private readonly int[] organisationOf;
    private readonly int[] length;
    private readonly bool[] isUnpopularStart;
    private readonly int[] lastPopularEnd;
    private readonly int[] unpopular;
    private readonly int[][] costs;

    private Fairness(Timetable timetable, int price)
        : base(timetable)
    {
        Price = price;
        var week = timetable.Week;
        organisationOf =
        [
            .. week.Sessions.Clinic.Select(clinic => week.Clinics[clinic].Organisation),
        ];
        length = week.Sessions.Length;
        var organisations = organisationOf.DefaultIfEmpty(-1).Max() + 1;
        unpopular = new int[organisations];
        costs = new int[organisations][];
        for (var o = 0; o < organisations; o++)
        {
            var sessions = organisationOf.Count(other => other == o);
            costs[o] =
            [
                .. Enumerable
                    .Range(0, sessions + 1)
                    .Select(n => (int)((long)price * n * n / Math.Max(1, sessions))),
            ];
        }
        isUnpopularStart = new bool[week.Grid.Cells];
        lastPopularEnd = new int[TimeGrid.Days];
        for (var day = 0; day < TimeGrid.Days; day++)
            lastPopularEnd[day] = week.Grid.CellDown(day, PeakEnd);
        for (var cell = 0; cell < isUnpopularStart.Length; cell++)
            isUnpopularStart[cell] =
                week.Grid.DayOf[cell] >= 5 || week.Grid.MinuteOf(cell) < PeakStart;
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && timetable.Week.Clinics.Select(clinic => clinic.Organisation).Distinct().Count() > 1
            ? new Fairness(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int MostGain(int clinic) => 2 * Price;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) =>
        Timetable.Week.Clinics[clinic].Organisation == Timetable.Week.Clinics[other].Organisation;

    public override int Marginal(int session, int option, int start)
    {
        if (!IsUnpopular(start, length[session]))
            return 0;
        var organisation = organisationOf[session];
        var others = unpopular[organisation];
        if (Timetable.IsPlaced(session) && IsUnpopular(Timetable.Start[session], length[session]))
            others--;
        return costs[organisation][others + 1] - costs[organisation][others];
    }

    public override void Placed(int session) => Count(session, 1);

    public override void Removed(int session) => Count(session, -1);

    private void Count(int session, int by)
    {
        if (IsUnpopular(Timetable.Start[session], length[session]))
            unpopular[organisationOf[session]] += by;
    }

    /// <summary>What an organisation pays for so many sessions at unpopular times, in hundredths of a point.</summary>
    public int CostOf(int organisation, int sessions) => costs[organisation][sessions];

    public bool IsUnpopular(int start, int cells) =>
        isUnpopularStart[start] || start + cells > lastPopularEnd[Timetable.Week.Grid.DayOf[start]];

    public override RuleTotal Total()
    {
        var counts = new int[unpopular.Length];
        for (var s = 0; s < length.Length; s++)
            if (Timetable.IsPlaced(s) && IsUnpopular(Timetable.Start[s], length[s]))
                counts[organisationOf[s]]++;
        var cost = counts.Select((count, o) => (long)costs[o][count]).Sum();
        return new RuleTotal(
            cost,
            counts.Sum(),
            $"{counts.Sum()} sessions are outside 09:00-17:00 on weekdays, shared by {counts.Count(n => n > 0)} organisations"
        );
    }
}
