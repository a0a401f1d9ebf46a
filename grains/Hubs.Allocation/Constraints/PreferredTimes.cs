using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A clinic that prefers certain times is wholly inside one of them.</summary>
internal sealed class PreferredTimes : PlaceRule
{
    public const string Id = "preferred-times";

    private PreferredTimes(Timetable timetable, int[] prices)
        : base(timetable, prices) { }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PricesOf(timetable.Week, Id) is { } prices
        && Array.Exists(
            timetable.Week.Clinics,
            clinic => clinic.Model is { Preferred.IsEmpty: false }
        )
            ? new PreferredTimes(timetable, prices)
            : null;

    public override string Name => Id;

    protected override bool SeesStart(int clinic) =>
        Timetable.Week.Clinics[clinic].Model is { Preferred.IsEmpty: false };

    protected override int BreachesOf(int clinic, int start, int length)
    {
        var grid = Timetable.Week.Grid;
        var day = grid.Date(grid.DayOf[start]).DayOfWeek;
        var minute = grid.MinuteOf(start);
        foreach (var preferred in Timetable.Week.Clinics[clinic].Model!.Preferred)
            if (
                preferred.Day == day
                && TimeGrid.Minutes(preferred.Window.Start) <= minute
                && minute + length * grid.MinutesPerCell
                    <= TimeGrid.EndMinutes(preferred.Window.End)
            )
                return 0;
        return 1;
    }

    protected override string Sentence(int breaches) =>
        $"{breaches} sessions are outside the times their clinic prefers";
}
