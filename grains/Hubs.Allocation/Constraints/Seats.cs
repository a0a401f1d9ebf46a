namespace Hubs.Allocation;

/// <summary>
/// Everybody expected finds a seat. Off by default, because <see cref="RoomSuits"/> then refuses rooms that are too small; with a
/// weight of its own a small room is allowed at this price per missing seat.
/// </summary>
internal sealed class Seats : PlaceRule
{
    public const string Id = "seats";

    private readonly Timetable timetable;

    private Seats(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
    }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
            ? new Seats(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int OfOption(int kind, int option) =>
        Price * Missing(timetable.ClinicOfKind(kind), option);

    public override RuleTotal Total()
    {
        var missing = 0;
        for (var s = 0; s < timetable.Start.Length; s++)
            if (timetable.IsPlaced(s))
                missing += Missing(timetable.Week.Sessions.Clinic[s], timetable.Option[s]);
        return new RuleTotal(
            (long)missing * Price,
            missing,
            $"{missing} seats too few, over all sessions"
        );
    }

    private int Missing(int clinic, int option)
    {
        var room = timetable.Week.Rooms[timetable.Week.Candidates.Room[option]].Model;
        return Math.Max(0, timetable.Week.Clinics[clinic].Seats - room.Capacity);
    }
}
