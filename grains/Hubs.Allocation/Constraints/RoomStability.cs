namespace Hubs.Allocation;

/// <summary>A clinic keeps to one room through the week.</summary>
internal sealed class RoomStability : SoftRule
{
    public const string Id = "room-stability";

    private readonly int[] clinicOf;
    private readonly int[] roomOf;
    private readonly int[] rooms;
    private readonly ClinicTally tally;

    private RoomStability(Timetable timetable, int price)
        : base(timetable)
    {
        Price = price;
        clinicOf = timetable.Week.Sessions.Clinic;
        roomOf = timetable.Week.Candidates.Room;
        rooms = timetable.Room;
        tally = new ClinicTally(timetable.Week.Clinics.Length, timetable.Week.Rooms.Length);
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.Clinics, clinic => clinic.SessionCount > 1)
            ? new RoomStability(timetable, price)
            : null;

    public override string Name => Id;

    public override int Price { get; }

    public override bool Watches(int clinic) => Timetable.Week.Clinics[clinic].SessionCount > 1;

    public override int MostGain(int clinic) => Watches(clinic) ? Price : 0;

    public override bool TellsHope => true;

    public override bool SeesTime => false;

    public override bool Couples(int clinic, int other) => clinic == other;

    /// <summary>Whether the clinic is in more rooms than one now.</summary>
    public bool IsSplit(int clinic) => Watches(clinic) && tally.Distinct(clinic) > 1;

    public override int Marginal(int session, int option, int start)
    {
        var clinic = clinicOf[session];
        var own = rooms[session];
        return
            tally.HasWithout(clinic, roomOf[option], own) || tally.DistinctWithout(clinic, own) == 0
            ? 0
            : Price;
    }

    public override int Delta(int session, int option, int start, int limit)
    {
        var from = rooms[session];
        var to = roomOf[option];
        var clinic = clinicOf[session];
        return from == to
            ? 0
            : (tally.DistinctAfter(clinic, from, to) - tally.Distinct(clinic)) * Price;
    }

    public override void Placed(int session)
    {
        var clinic = clinicOf[session];
        var had = tally.Distinct(clinic);
        tally.Add(clinic, rooms[session]);
        if (had == 1 && tally.Distinct(clinic) == 2)
            Timetable.ChangeHope(clinic, Price);
    }

    public override void Removed(int session)
    {
        var clinic = clinicOf[session];
        var had = tally.Distinct(clinic);
        tally.Remove(clinic, rooms[session]);
        if (had == 2 && tally.Distinct(clinic) == 1)
            Timetable.ChangeHope(clinic, -Price);
    }

    public override RuleTotal Total()
    {
        var extra = 0;
        var clinics = 0;
        foreach (var clinic in Timetable.Week.Clinics)
        {
            var rooms = Timetable
                .Room.AsSpan(clinic.FirstSession, clinic.SessionCount)
                .ToArray()
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
