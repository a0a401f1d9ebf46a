using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// The week as numbered cells. A cell is as long as the problem allows: the greatest length (five minutes or a multiple) that
/// every start, session and turnaround is a multiple of. Cells run over the days one after another, without the hours nobody uses.
/// </summary>
internal sealed class TimeGrid
{
    public const int Days = 7;

    private readonly DateOnly monday;
    private readonly int dayStart;

    public TimeGrid(IsoWeek week, int minutesPerCell, int dayStart, int dayEnd)
    {
        monday = week.Monday;
        MinutesPerCell = minutesPerCell;
        this.dayStart = dayStart;
        CellsPerDay = (dayEnd - dayStart) / minutesPerCell;
        Cells = CellsPerDay * Days;
        DayOf = new int[Cells + 1];
        for (var cell = 0; cell <= Cells; cell++)
            DayOf[cell] = Math.Min(cell / CellsPerDay, Days - 1);
    }

    public int MinutesPerCell { get; }

    public int CellsPerDay { get; }

    /// <summary>Cells in the week.</summary>
    public int Cells { get; }

    /// <summary>Words of 64 bits that hold one bit per cell.</summary>
    public int Words => (Cells + 63) / 64;

    /// <summary>Day (Monday = 0) by cell.</summary>
    public int[] DayOf { get; }

    public IEnumerable<DateOnly> Dates => Enumerable.Range(0, Days).Select(Date);

    public DateOnly Date(int day) => monday.AddDays(day);

    public int Day(DateOnly date) => date.DayNumber - monday.DayNumber;

    public int FirstCell(int day) => day * CellsPerDay;

    /// <summary>Minutes since midnight at which a cell starts.</summary>
    public int MinuteOf(int cell) => dayStart + (cell - FirstCell(DayOf[cell])) * MinutesPerCell;

    public TimeOnly TimeOf(int cell) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(MinuteOf(cell)));

    /// <summary>The last cell boundary at or before a time of day, kept inside the day.</summary>
    public int CellDown(int day, int minute) =>
        FirstCell(day)
        + Math.Clamp((int)Math.Floor((minute - dayStart) / (double)MinutesPerCell), 0, CellsPerDay);

    /// <summary>The first cell boundary at or after a time of day, kept inside the day.</summary>
    public int CellUp(int day, int minute) =>
        FirstCell(day)
        + Math.Clamp(
            (int)Math.Ceiling((minute - dayStart) / (double)MinutesPerCell),
            0,
            CellsPerDay
        );

    /// <summary>Cells a duration takes, a started cell counting whole.</summary>
    public int CellsFor(TimeSpan duration) =>
        (int)Math.Ceiling(duration.TotalMinutes / MinutesPerCell);

    public static int Minutes(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerMinute);

    /// <summary>The end of a window in minutes; the last moment of the day counts as midnight.</summary>
    public static int EndMinutes(TimeOnly end) =>
        (int)((end.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);
}
