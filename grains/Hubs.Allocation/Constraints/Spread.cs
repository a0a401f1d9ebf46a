using System.Numerics;

namespace Hubs.Allocation;

/// <summary>A clinic's sessions are on at least as many weekdays as it asks for.</summary>
internal sealed class Spread : SoftRule
{
    public const string Id = "spread";

    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] dayOf;
    private readonly int[] days;
    private readonly int[] first;
    private readonly int[] end;
    private readonly int[] minimum;

    private Spread(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
        clinicOf = timetable.Week.Sessions.Clinic;
        dayOf = timetable.Week.Grid.DayOf;
        days = timetable.Day;
        first = [.. timetable.Week.Clinics.Select(clinic => clinic.FirstSession)];
        end =
        [
            .. timetable.Week.Clinics.Select(clinic => clinic.FirstSession + clinic.SessionCount),
        ];
        minimum = [.. timetable.Week.Clinics.Select(clinic => clinic.MinimumDays)];
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.MinimumDays > 1)
            ? new Spread(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int MostGain(int clinic) => minimum[clinic] > 1 ? Price : 0;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => clinic == other;

    public override int Marginal(int session, int option, int start)
    {
        var clinic = clinicOf[session];
        if (minimum[clinic] <= 1)
            return 0;
        var taken = 0;
        var day = days;
        for (var s = first[clinic]; s < end[clinic]; s++)
            if (s != session && day[s] >= 0)
                taken |= 1 << day[s];
        var isNew = (taken & (1 << dayOf[start])) == 0;
        return isNew && BitOperations.PopCount((uint)taken) < minimum[clinic] ? -Price : 0;
    }

    public override RuleTotal Total()
    {
        var missing = 0;
        var clinics = 0;
        for (var c = 0; c < minimum.Length; c++)
        {
            var days = timetable.Day[first[c]..end[c]].Where(day => day >= 0).Distinct().Count();
            var less = minimum[c] <= 1 ? 0 : Math.Max(0, minimum[c] - days);
            missing += less;
            clinics += less > 0 ? 1 : 0;
        }
        return new RuleTotal(
            (long)missing * Price,
            missing,
            $"{clinics} clinics are spread over fewer weekdays than they ask for, {missing} days in all"
        );
    }
}
