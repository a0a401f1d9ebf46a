using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Of a hub's consulting, examination and treatment rooms some time is left for people without an appointment: every room-hour beyond
/// 85 % of a morning or afternoon costs.
/// </summary>
internal sealed class WalkInSlack : SoftRule
{
    public const string Id = "walk-in-slack";

    private const double FullEnough = 0.85;
    private const int Noon = 13 * 60;
    private const int Halves = 2;

    private readonly int[] prices;
    private readonly CandidateTable candidates;
    private readonly int[] length;
    private readonly int[] dayOf;
    private readonly bool[] counts;
    private readonly int[] noon;
    private readonly int[] limit;
    private readonly int[] used;
    private readonly bool[] mayCount;

    private WalkInSlack(Timetable timetable, int[] prices)
        : base(timetable)
    {
        this.prices = prices;
        Price = prices.Max();
        var week = timetable.Week;
        candidates = week.Candidates;
        length = week.Sessions.Length;
        dayOf = week.Grid.DayOf;
        counts =
        [
            .. week.Rooms.Select(room =>
                room.Model.Type is RoomType.Consulting or RoomType.Examination or RoomType.Treatment
            ),
        ];
        noon = [.. Enumerable.Range(0, TimeGrid.Days).Select(day => week.Grid.CellDown(day, Noon))];
        limit = new int[week.Hubs.Count * TimeGrid.Days * Halves];
        used = new int[limit.Length];
        mayCount = timetable.ClinicsWith(option => counts[candidates.Room[option]]);
        for (var r = 0; r < week.Rooms.Length; r++)
        for (var cell = 0; counts[r] && cell < week.Grid.Cells; cell++)
            if (week.Rooms[r].Open[cell])
                limit[Row(week.Rooms[r].Hub, dayOf[cell]) + (cell < noon[dayOf[cell]] ? 0 : 1)]++;
        for (var i = 0; i < limit.Length; i++)
            limit[i] = (int)(limit[i] * FullEnough);
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PricesOf(timetable.Week, Id) is { } prices
            ? new WalkInSlack(timetable, prices)
            : null;

    public override string Name => Id;

    public override bool Watches(int clinic) => mayCount[clinic];

    public override int Price { get; }

    public override int MostGain(int clinic) =>
        Price * Timetable.Week.Clinics[clinic].Length * Timetable.Week.Grid.MinutesPerCell / 60;

    public override bool Couples(int clinic, int other) => true;

    public override int Marginal(int session, int option, int start)
    {
        if (!counts[candidates.Room[option]])
            return 0;
        var day = dayOf[start];
        var row = Row(candidates.Hub[option], day);
        var isHere =
            Timetable.Day[session] == day
            && Timetable.Hub[session] == candidates.Hub[option]
            && counts[Timetable.Room[session]];
        var cost = 0;
        for (var half = 0; half < Halves; half++)
        {
            var cells = InHalf(day, half, start, length[session]);
            if (cells == 0)
                continue;
            var others = used[row + half];
            if (isHere)
                others -= InHalf(day, half, Timetable.Start[session], length[session]);
            cost += Cost(row + half, others + cells) - Cost(row + half, others);
        }
        return cost;
    }

    public override void Placed(int session) => Count(session, 1);

    public override void Removed(int session) => Count(session, -1);

    private void Count(int session, int by)
    {
        if (!counts[Timetable.Room[session]])
            return;
        var row = Row(Timetable.Hub[session], Timetable.Day[session]);
        for (var half = 0; half < Halves; half++)
            used[row + half] +=
                by
                * InHalf(Timetable.Day[session], half, Timetable.Start[session], length[session]);
    }

    public override RuleTotal Total()
    {
        var fresh = new int[used.Length];
        for (var s = 0; s < length.Length; s++)
            if (Timetable.IsPlaced(s) && counts[Timetable.Room[s]])
                for (var half = 0; half < Halves; half++)
                    fresh[Row(Timetable.Hub[s], Timetable.Day[s]) + half] += InHalf(
                        Timetable.Day[s],
                        half,
                        Timetable.Start[s],
                        length[s]
                    );
        var cost = fresh.Select((cells, i) => (long)Cost(i, cells)).Sum();
        var full = fresh.Where((cells, i) => cells > limit[i]).Count();
        return new RuleTotal(
            cost,
            full,
            $"{full} mornings or afternoons leave too little room for walk-ins"
        );
    }

    private int Cost(int row, int cells) =>
        prices[row / (TimeGrid.Days * Halves)]
        * Math.Max(0, cells - limit[row])
        * Timetable.Week.Grid.MinutesPerCell
        / 60;

    private int InHalf(int day, int half, int start, int cells) =>
        half == 0
            ? Math.Clamp(noon[day] - start, 0, cells)
            : Math.Clamp(start + cells - noon[day], 0, cells);

    private static int Row(int hub, int day) => (hub * TimeGrid.Days + day) * Halves;
}
