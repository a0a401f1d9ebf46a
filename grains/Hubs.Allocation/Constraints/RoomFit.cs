namespace Hubs.Allocation;

/// <summary>Small clinics leave the large rooms to large ones: a room more than twice as large as needed costs a little per seat.</summary>
internal sealed class RoomFit : PlaceRule
{
    public const string Id = "room-fit";

    private readonly Timetable timetable;

    private RoomFit(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
    }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
            ? new RoomFit(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int OfOption(int kind, int option) =>
        Price * Spare(timetable.ClinicOfKind(kind), option);

    public override RuleTotal Total()
    {
        var spare = 0;
        for (var s = 0; s < timetable.Start.Length; s++)
            if (timetable.IsPlaced(s))
                spare += Spare(timetable.Week.Sessions.Clinic[s], timetable.Option[s]);
        return new RuleTotal(
            (long)spare * Price,
            spare,
            $"{spare} seats beyond twice what is needed, over all sessions"
        );
    }

    private int Spare(int clinic, int option)
    {
        var room = timetable.Week.Rooms[timetable.Week.Candidates.Room[option]].Model;
        return Math.Max(0, room.Capacity - 2 * timetable.Week.Clinics[clinic].Seats);
    }
}
