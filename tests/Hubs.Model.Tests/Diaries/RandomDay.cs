using FsCheck;
using FsCheck.Fluent;
using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

/// <summary>One random thing somebody tries; the numbers choose among what there is.</summary>
public sealed record Attempt(int Kind, int A, int B, int C);

/// <summary>Makes commands out of random numbers, sensible often enough that many are carried out, and senseless often enough that many are not.</summary>
internal sealed class RandomDay
{
    private static readonly string[] s_rooms = ["c1", "c2", "ab", "a", "b"];
    private static readonly string[] s_sessions = ["s1", "s2", "s3", "s4", "s5", "s6"];

    public static Gen<Attempt[]> Attempts { get; } =
        from size in Gen.Choose(1, 80)
        from attempts in (
            from kind in Gen.Choose(0, 20)
            from a in Gen.Choose(0, 1000)
            from b in Gen.Choose(0, 1000)
            from c in Gen.Choose(0, 1000)
            select new Attempt(kind, a, b, c)
        ).ArrayOf(size)
        select attempts;

    public TuesdayAtTilbury Day { get; } = new();

    /// <summary>Everything that was tried, with its answer.</summary>
    public List<(DiaryCommand Command, Decision<DiaryEntry> Decision)> Tried { get; } = [];

    public (DiaryCommand Command, Decision<DiaryEntry> Decision)? Try(Attempt attempt)
    {
        if (attempt.Kind == 0)
        {
            Day.At(Day.Now.AddMinutes(attempt.A % 25));
            return null;
        }
        var command = CommandOf(attempt);
        var tried = (command, Day.Do(command));
        Tried.Add(tried);
        return tried;
    }

    private DiaryCommand CommandOf(Attempt x)
    {
        var info = Day.Info();
        return x.Kind switch
        {
            1 or 2 => new PublishDay(info, TuesdayAtTilbury.Day, [.. Sessions(x)]),
            3 or 4 => new PlaceSession(
                info,
                TuesdayAtTilbury.Day,
                ASession(x.A, x.B, x.C) with
                {
                    Clinic = null,
                }
            ),
            5 => new CancelSession(info, SessionOf(x.A)),
            6 => new ChangeRoom(info, SessionOf(x.A), new(s_rooms[x.B % s_rooms.Length])),
            7 => new BlockRoom(
                info,
                new RoomBlock(
                    $"block{x.A % 3}",
                    Tilbury,
                    new(s_rooms[x.B % s_rooms.Length]),
                    Date,
                    TimeWindow.Of(Start(x.C), TimeSpan.FromMinutes(30)),
                    "flood"
                )
            ),
            8 => new UnblockRoom(info, $"block{x.A % 3}"),
            9 => new HoldSlots(info, SessionOf(x.A), SlotOf(x.A, x.B), 1 + x.C % 2),
            10 => new ExtendHold(info, HoldOf(x.A)),
            11 => new ReleaseHold(info, HoldOf(x.A)),
            12 => new ExpireHolds(info),
            13 => new CancelAppointment(info, AppointmentOf(x.A)),
            14 => new RescheduleAppointment(
                info,
                AppointmentOf(x.A),
                SessionOf(x.B),
                SlotOf(x.B, x.C)
            ),
            15 => new ChangeAppointmentStatus(
                info,
                AppointmentOf(x.A),
                (AppointmentStatus)(x.B % 5)
            ),
            16 => new RegisterWalkIn(
                info,
                new("blood-tests"),
                x.A % 2 == 0 ? null : SessionOf(x.A),
                x.A % 2 == 0 ? null : SlotOf(x.A, x.B),
                null
            ),
            _ => new BookAppointment(
                info,
                SessionOf(x.A),
                SlotOf(x.A, x.B),
                new("blood-tests"),
                Resident("r"),
                [],
                1 + x.C % 3 / 2,
                x.C % 4 == 0 ? HoldOf(x.C) : null
            ),
        };
    }

    private static IEnumerable<Session> Sessions(Attempt x) =>
        from i in Enumerable.Range(0, 4)
        where (x.A >> i) % 2 == 0
        select ASession(i, x.B + 7 * i, x.C + 3 * i);

    private static Session ASession(int id, int place, int time) =>
        Session(
            s_sessions[id % s_sessions.Length],
            s_rooms[place % s_rooms.Length],
            "09:00",
            "10:00"
        ) with
        {
            Window = TimeWindow.Of(Start(time), TimeSpan.FromMinutes(60 + 30 * (place % 2))),
            SlotCapacity = 1 + place % 3 / 2,
            BreakAfter = TimeSpan.FromMinutes(20 * (time % 2)),
            BreakLength = TimeSpan.FromMinutes(10),
            TurnaroundBefore = TimeSpan.FromMinutes(5 * (place % 2)),
            Equipment = time % 3 == 0 ? [new(Ultrasound, 1 + place % 2)] : [],
        };

    /// <summary>09:00 to 13:00.</summary>
    private static TimeOnly Start(int n) => new TimeOnly(9, 0).AddMinutes(10 * (n % 24));

    private static SessionId SessionOf(int n) => new(s_sessions[n % s_sessions.Length]);

    private TimeOnly SlotOf(int session, int n) =>
        Day.Diary.Sessions.TryGetValue(SessionOf(session), out var found) && !found.Slots.IsEmpty
            ? found.Slots[n % found.Slots.Length].Start
            : Start(n);

    private HoldId HoldOf(int n) =>
        Pick(Day.Diary.Sessions.Values.SelectMany(s => s.Holds.Keys).OrderBy(h => h.Value), n)
        ?? new HoldId("none");

    private AppointmentId AppointmentOf(int n) =>
        Pick(Day.Diary.Appointments.Keys.OrderBy(id => id.Value), n) ?? new AppointmentId("none");

    private static T? Pick<T>(IEnumerable<T> among, int n)
        where T : struct
    {
        var all = among.ToList();
        return all.Count == 0 ? null : all[n % all.Count];
    }
}
