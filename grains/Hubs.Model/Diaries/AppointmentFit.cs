using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// Who keeps a place when sessions change. An appointment follows its session where its own slots still exist and have room for it; the others
/// become orphaned, and orphans that fit again are supported again. Those who have a place go before those who lost one. Appointments that are over
/// are marked too, for their status may be taken back; but nobody needs to resolve them, so <see cref="Orphaned"/> leaves them out.
/// </summary>
internal sealed record AppointmentFit(
    ImmutableArray<Appointment> Losing,
    ImmutableArray<AppointmentId> Supported
)
{
    public ImmutableArray<AppointmentId> Orphaned =>
        [.. Losing.Where(appointment => appointment.IsLive).Select(appointment => appointment.Id)];

    /// <summary>To be applied while the old sessions still stand.</summary>
    public IEnumerable<DiaryFact> Before =>
        Losing.IsEmpty ? [] : [new AppointmentsOrphaned([.. Losing.Select(a => a.Id)])];

    /// <summary>To be applied when the new sessions stand.</summary>
    public IEnumerable<DiaryFact> After =>
        Supported.IsEmpty ? [] : [new AppointmentsSupported(Supported)];

    public static AppointmentFit Of(Diary diary, Session session) => OfAll(diary, [session], []);

    public static AppointmentFit OfNone(Diary diary, SessionId session) =>
        OfAll(diary, [], [session]);

    public static AppointmentFit OfAll(
        Diary diary,
        IEnumerable<Session> placed,
        IEnumerable<SessionId> cancelled
    )
    {
        var bySession = diary.Appointments.Values.ToLookup(appointment => appointment.Session);
        var losing = ImmutableArray.CreateBuilder<Appointment>();
        var supported = ImmutableArray.CreateBuilder<AppointmentId>();
        foreach (var id in cancelled)
            losing.AddRange(InOrder(bySession[id]).Where(appointment => !appointment.IsOrphaned));
        foreach (var session in placed)
        {
            var fresh = new DiarySession(session, false, 0);
            foreach (var appointment in InOrder(bySession[session.Id]))
            {
                var fits =
                    appointment.Service == session.Service && HasRoom(fresh, appointment.Window);
                if (fits)
                    fresh = fresh.Take(appointment.Window, 1);
                if (!fits && !appointment.IsOrphaned)
                    losing.Add(appointment);
                else if (fits && appointment.IsOrphaned)
                    supported.Add(appointment.Id);
            }
        }
        return new(losing.ToImmutable(), supported.ToImmutable());
    }

    private static IEnumerable<Appointment> InOrder(IEnumerable<Appointment> appointments) =>
        appointments
            .Where(a => a.Status != AppointmentStatus.Cancelled)
            .OrderBy(a => a.IsOrphaned)
            .ThenBy(a => a.IsLive)
            .ThenBy(a => a.Id.Value, StringComparer.Ordinal);

    private static bool HasRoom(DiarySession session, TimeWindow window)
    {
        var first = session.FindSlot(window.Start);
        if (first < 0)
            return false;
        for (var i = first; i < session.Slots.Length; i++)
        {
            if (i > first && session.Slots[i].Start != session.Slots[i - 1].End)
                return false;
            if (session.FreeAt(i, DateTimeOffset.MaxValue) < 1)
                return false;
            if (session.Slots[i].End >= window.End)
                return session.Slots[i].End == window.End;
        }
        return false;
    }
}
