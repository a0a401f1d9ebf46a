namespace Hubs.Allocation;

/// <summary>A clinic keeps to one room through the week.</summary>
internal sealed class RoomStability : SoftRule
{
    public const string Id = "room-stability";

    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] roomOf;
    private readonly int[] roomNow;
    private readonly int[] first;
    private readonly int[] end;

    private RoomStability(Timetable timetable, int price)
    {
        this.timetable = timetable;
        Price = price;
        clinicOf = timetable.Week.Sessions.Clinic;
        roomOf = timetable.Week.Candidates.Room;
        roomNow = timetable.Room;
        first = [.. timetable.Week.Clinics.Select(clinic => clinic.FirstSession)];
        end =
        [
            .. timetable.Week.Clinics.Select(clinic => clinic.FirstSession + clinic.SessionCount),
        ];
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.SessionCount > 1)
            ? new RoomStability(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override int MostGain(int clinic) => end[clinic] - first[clinic] > 1 ? Price : 0;

    public override bool SeesTime => false;

    public override bool Couples(int clinic, int other) => clinic == other;

    public override int Marginal(int session, int option, int start)
    {
        var clinic = clinicOf[session];
        var room = roomOf[option];
        var rooms = roomNow;
        var isFirst = true;
        for (var s = first[clinic]; s < end[clinic]; s++)
        {
            if (s == session || rooms[s] < 0)
                continue;
            if (rooms[s] == room)
                return 0;
            isFirst = false;
        }
        return isFirst ? 0 : Price;
    }

    public override RuleTotal Total()
    {
        var extra = 0;
        var clinics = 0;
        for (var c = 0; c < first.Length; c++)
        {
            var rooms = timetable
                .Room[first[c]..end[c]]
                .Where(room => room >= 0)
                .Distinct()
                .Count();
            extra += Math.Max(0, rooms - 1);
            clinics += rooms > 1 ? 1 : 0;
        }
        return new RuleTotal(
            (long)extra * Price,
            extra,
            $"{clinics} clinics change rooms during the week, {extra} rooms more than one each"
        );
    }
}
