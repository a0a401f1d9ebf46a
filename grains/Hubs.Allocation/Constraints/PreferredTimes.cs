using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A clinic that prefers certain times is wholly inside one of them.</summary>
internal sealed class PreferredTimes : PlaceRule
{
    public const string Id = "preferred-times";

    private readonly Timetable timetable;
    private readonly Dictionary<int, int[]> byClinic = [];

    private PreferredTimes(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
    }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(
            timetable.Week.Clinics,
            clinic => clinic.Model is { Preferred.IsEmpty: false }
        )
            ? new PreferredTimes(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int[]? OfStarts(int kind)
    {
        var c = timetable.ClinicOfKind(kind);
        var clinic = timetable.Week.Clinics[c];
        if (clinic.Model is null or { Preferred.IsEmpty: true })
            return null;
        if (!byClinic.TryGetValue(c, out var costs))
        {
            byClinic[c] = costs = new int[timetable.Week.Grid.Cells];
            for (var cell = 0; cell < costs.Length; cell++)
                costs[cell] = IsOutside(clinic.Model, cell, clinic.Length) ? Price : 0;
        }
        return costs;
    }

    public override RuleTotal Total()
    {
        var outside = 0;
        for (var s = 0; s < timetable.Start.Length; s++)
            if (
                timetable.IsPlaced(s)
                && timetable.Week.Clinics[timetable.Week.Sessions.Clinic[s]].Model
                    is { Preferred.IsEmpty: false } clinic
                && IsOutside(clinic, timetable.Start[s], timetable.End[s] - timetable.Start[s])
            )
                outside++;
        return new RuleTotal(
            (long)outside * Price,
            outside,
            $"{outside} sessions are outside the times their clinic prefers"
        );
    }

    private bool IsOutside(Clinic clinic, int start, int length)
    {
        var grid = timetable.Week.Grid;
        var day = grid.Date(grid.DayOf[start]).DayOfWeek;
        var minute = grid.MinuteOf(start);
        foreach (var preferred in clinic.Preferred)
            if (
                preferred.Day == day
                && TimeGrid.Minutes(preferred.Window.Start) <= minute
                && minute + length * grid.MinutesPerCell
                    <= TimeGrid.EndMinutes(preferred.Window.End)
            )
                return false;
        return true;
    }
}
