using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// Everybody expected finds a seat. Off by default, because <see cref="RoomSuits"/> then refuses rooms that are too small; with a
/// weight of its own a small room is allowed at this price per missing seat.
/// </summary>
internal sealed class Seats : PlaceRule
{
    public const string Id = "seats";

    private Seats(Timetable timetable, int price)
        : base(timetable, [.. Enumerable.Repeat(price, timetable.Week.Hubs.Count)]) { }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && timetable.Week.Hubs.Count > 0
            ? new Seats(timetable, price)
            : null;

    public override string Name => Id;

    protected override int BreachesOf(int clinic, Room room) =>
        Math.Max(0, Timetable.Week.Clinics[clinic].Seats - room.Capacity);

    protected override string Sentence(int breaches) =>
        $"{breaches} seats too few, over all sessions";
}
