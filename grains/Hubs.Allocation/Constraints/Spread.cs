namespace Hubs.Allocation;

/// <summary>A clinic's sessions are on at least as many weekdays as it asks for.</summary>
internal sealed class Spread : SoftRule
{
    public const string Id = "spread";

    private readonly int[] clinicOf;
    private readonly int[] dayOf;
    private readonly int[] days;
    private readonly int[] minimum;
    private readonly ClinicTally tally;

    private Spread(Timetable timetable, int price)
        : base(timetable)
    {
        Price = price;
        clinicOf = timetable.Week.Sessions.Clinic;
        dayOf = timetable.Week.Grid.DayOf;
        days = timetable.Day;
        minimum = [.. timetable.Week.Clinics.Select(clinic => clinic.MinimumDays)];
        tally = new ClinicTally(minimum.Length, TimeGrid.Days);
        for (var clinic = 0; clinic < minimum.Length; clinic++)
            timetable.ChangeHope(clinic, MostGain(clinic));
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.MinimumDays > 1)
            ? new Spread(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override bool Watches(int clinic) => minimum[clinic] > 1;

    public override int MostGain(int clinic) => minimum[clinic] > 1 ? Price : 0;

    public override bool TellsHope => true;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => clinic == other;

    public override int Marginal(int session, int option, int start)
    {
        var clinic = clinicOf[session];
        var own = days[session];
        return
            minimum[clinic] > 1
            && tally.DistinctWithout(clinic, own) < minimum[clinic]
            && !tally.HasWithout(clinic, dayOf[start], own)
            ? -Price
            : 0;
    }

    public override int Delta(int session, int option, int start, int limit)
    {
        var from = days[session];
        var to = dayOf[start];
        var clinic = clinicOf[session];
        if (from == to)
            return 0;
        return (
                Missing(clinic, tally.DistinctAfter(clinic, from, to))
                - Missing(clinic, tally.Distinct(clinic))
            ) * Price;
    }

    public override bool IsDear(int session) =>
        tally.Distinct(clinicOf[session]) < minimum[clinicOf[session]];

    private int Missing(int clinic, int days) => Math.Max(0, minimum[clinic] - days);

    public override void Placed(int session)
    {
        var clinic = clinicOf[session];
        var wasShort = tally.Distinct(clinic) < minimum[clinic];
        tally.Add(clinic, days[session]);
        if (wasShort && tally.Distinct(clinic) >= minimum[clinic])
            Timetable.ChangeHope(clinic, -Price);
    }

    public override void Removed(int session)
    {
        var clinic = clinicOf[session];
        var wasShort = tally.Distinct(clinic) < minimum[clinic];
        tally.Remove(clinic, days[session]);
        if (!wasShort && tally.Distinct(clinic) < minimum[clinic])
            Timetable.ChangeHope(clinic, Price);
    }

    public override RuleTotal Total()
    {
        var missing = 0;
        var clinics = 0;
        for (var c = 0; c < minimum.Length; c++)
        {
            var clinic = Timetable.Week.Clinics[c];
            var days = Timetable
                .Day.AsSpan(clinic.FirstSession, clinic.SessionCount)
                .ToArray()
                .Where(day => day >= 0)
                .Distinct()
                .Count();
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
