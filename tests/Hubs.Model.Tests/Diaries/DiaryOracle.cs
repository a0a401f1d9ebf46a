namespace Hubs.Model.Tests.Diaries;

/// <summary>Knows the rules that never break, and checks them minute by minute on what the diary shows: slow, and without any of its code.</summary>
internal static class DiaryOracle
{
    private static readonly (string, string)[] s_linked =
    [
        ("ab", "a"),
        ("a", "ab"),
        ("ab", "b"),
        ("b", "ab"),
    ];

    /// <summary>Every broken rule in a sentence; empty when all is well.</summary>
    public static IEnumerable<string> Broken(Diary diary, IEnumerable<AppointmentId> everBooked)
    {
        var running = diary.Sessions.Values.Where(s => !s.IsCancelled).ToList();
        for (var minute = 0; minute < 24 * 60; minute += 5)
        {
            var inRooms = running
                .Where(s => Occupies(s.Session, minute))
                .Select(s => s.Session.Room.Value)
                .ToList();
            foreach (var (one, other) in Pairs(inRooms))
                if (one == other || s_linked.Contains((one, other)))
                    yield return $"{one} and {other} both in use at {Clock(minute)}";
            var machines = running
                .Where(s => Runs(s.Session.Window, minute))
                .Sum(s => s.Session.Equipment.Sum(need => need.Count));
            if (machines > 2)
                yield return $"{machines} machines in use at {Clock(minute)}";
        }
        foreach (var session in running)
        foreach (var slot in session.Slots)
            if (Takers(diary, session.Session, slot) > session.Session.SlotCapacity)
                yield return $"{session.Session.Id} {slot} is over capacity";
        foreach (var id in everBooked)
            if (!diary.Appointments.TryGetValue(id, out var appointment))
                yield return $"{id} has disappeared";
            else if (
                IsStillToCome(appointment)
                && !appointment.IsOrphaned
                && !HasPlace(diary, appointment)
            )
                yield return $"{id} has no place, and nobody is told";
        foreach (var session in diary.Sessions.Values)
            if (session.Counts != Recount(diary, session.Session.Id))
                yield return $"{session.Session.Id} counts {session.Counts}, but it is {Recount(diary, session.Session.Id)}";
    }

    /// <summary>Appointments, and holds that still count, in a slot.</summary>
    public static int Takers(
        Diary diary,
        Session session,
        TimeWindow slot,
        DateTimeOffset? now = null
    ) =>
        diary.Appointments.Values.Count(a =>
            a.Session == session.Id
            && a.Status != AppointmentStatus.Cancelled
            && !a.IsOrphaned
            && a.Window.Start < slot.End
            && slot.Start < a.Window.End
        )
        + diary
            .Sessions[session.Id]
            .Holds.Values.Count(h =>
                now is { } at
                && h.Until > at
                && h.Window.Start < slot.End
                && slot.Start < h.Window.End
            );

    private static bool HasPlace(Diary diary, Appointment appointment) =>
        diary.Sessions.TryGetValue(appointment.Session, out var session)
        && !session.IsCancelled
        && session.Session.Service == appointment.Service
        && session.Slots.Any(slot => slot.Start == appointment.Window.Start)
        && session.Slots.Any(slot => slot.End == appointment.Window.End);

    private static AppointmentCounts Recount(Diary diary, SessionId id)
    {
        var mine = diary.Appointments.Values.Where(a => a.Session == id).ToList();
        int Count(AppointmentStatus status) =>
            mine.Count(a => a.Status == status && !(a.IsOrphaned && IsStillToCome(a)));
        return new(
            Count(AppointmentStatus.Booked),
            Count(AppointmentStatus.Arrived),
            Count(AppointmentStatus.InProgress),
            mine.Count(a => a.IsOrphaned && IsStillToCome(a))
        );
    }

    private static bool IsStillToCome(Appointment a) =>
        a.Status
            is AppointmentStatus.Booked
                or AppointmentStatus.Arrived
                or AppointmentStatus.InProgress;

    /// <summary>Consulting 1 needs ten minutes afterwards, whatever the session says.</summary>
    private static bool Occupies(Session session, int minute)
    {
        var after = Math.Max(
            session.TurnaroundAfter.TotalMinutes,
            session.Room.Value == "c1" ? 10 : 0
        );
        var start =
            session.Window.Start.ToTimeSpan().TotalMinutes - session.TurnaroundBefore.TotalMinutes;
        return start <= minute && minute < session.Window.End.ToTimeSpan().TotalMinutes + after;
    }

    private static bool Runs(TimeWindow window, int minute) =>
        window.Start.ToTimeSpan().TotalMinutes <= minute
        && minute < window.End.ToTimeSpan().TotalMinutes;

    private static IEnumerable<(string, string)> Pairs(List<string> rooms) =>
        from i in Enumerable.Range(0, rooms.Count)
        from j in Enumerable.Range(i + 1, rooms.Count - i - 1)
        select (rooms[i], rooms[j]);

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
}
