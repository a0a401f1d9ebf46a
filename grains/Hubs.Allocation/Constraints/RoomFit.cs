using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Small clinics leave the large rooms to large ones: a room more than twice as large as needed costs a little per seat.</summary>
internal sealed class RoomFit : PlaceRule
{
    public const string Id = "room-fit";

    private RoomFit(Timetable timetable, int[] prices)
        : base(timetable, prices) { }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PricesOf(timetable.Week, Id) is { } prices ? new RoomFit(timetable, prices) : null;

    public override string Name => Id;

    protected override int BreachesOf(int clinic, Room room) =>
        Math.Max(0, room.Capacity - 2 * Timetable.Week.Clinics[clinic].Seats);

    protected override string Sentence(int breaches) =>
        $"{breaches} seats beyond twice what is needed, over all sessions";
}
