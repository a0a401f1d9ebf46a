using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A clinic that prefers certain rooms is in one of them.</summary>
internal sealed class PreferredRooms : PlaceRule
{
    public const string Id = "preferred-rooms";

    private PreferredRooms(Timetable timetable, int[] prices)
        : base(timetable, prices) { }

    public static PlaceRule? In(Timetable timetable) =>
        Weights.PricesOf(timetable.Week, Id) is { } prices
        && Array.Exists(
            timetable.Week.Clinics,
            clinic => clinic.Model is { PreferredRooms.IsEmpty: false }
        )
            ? new PreferredRooms(timetable, prices)
            : null;

    public override string Name => Id;

    protected override int BreachesOf(int clinic, Room room) =>
        Timetable.Week.Clinics[clinic].Model is { PreferredRooms: { IsEmpty: false } preferred }
        && !preferred.Contains(room.Id)
            ? 1
            : 0;

    protected override string Sentence(int breaches) =>
        $"{breaches} sessions are not in a room their clinic prefers";
}
