namespace Hubs.Allocation;

/// <summary>A clinic that prefers certain rooms is in one of them.</summary>
internal sealed class PreferredRooms : PlaceRule
{
    public const string Id = "preferred-rooms";

    private readonly Timetable timetable;

    private PreferredRooms(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
    }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(
            timetable.Week.Clinics,
            clinic => clinic.Model is { PreferredRooms.IsEmpty: false }
        )
            ? new PreferredRooms(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int OfOption(int kind, int option) =>
        IsElsewhere(timetable.ClinicOfKind(kind), option) ? Price : 0;

    public override RuleTotal Total()
    {
        var elsewhere = 0;
        for (var s = 0; s < timetable.Start.Length; s++)
            if (
                timetable.IsPlaced(s)
                && IsElsewhere(timetable.Week.Sessions.Clinic[s], timetable.Option[s])
            )
                elsewhere++;
        return new RuleTotal(
            (long)elsewhere * Price,
            elsewhere,
            $"{elsewhere} sessions are not in a room their clinic prefers"
        );
    }

    private bool IsElsewhere(int clinic, int option) =>
        timetable.Week.Clinics[clinic].Model is { PreferredRooms: { IsEmpty: false } preferred }
        && !preferred.Contains(
            timetable.Week.Rooms[timetable.Week.Candidates.Room[option]].Model.Id
        );
}
