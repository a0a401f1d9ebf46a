namespace Hubs.Model;

/// <summary>How facts put things in place: the appointment, and what its session counts of it, always together.</summary>
public sealed partial record Diary
{
    internal Diary Put(Appointment after)
    {
        var sessions = Sessions;
        if (Appointments.TryGetValue(after.Id, out var before))
            sessions = sessions.SetItem(
                before.Session,
                Count(sessions[before.Session], before, -1)
            );
        sessions = sessions.SetItem(after.Session, Count(sessions[after.Session], after, 1));
        return this with
        {
            Appointments = Appointments.SetItem(after.Id, after),
            Sessions = sessions,
        };
    }

    private static DiarySession Count(DiarySession session, Appointment appointment, int by)
    {
        var counts = session.Counts.Add(appointment, by);
        return appointment.TakesSlots
            ? session.Take(appointment.Window, by, counts)
            : session with
            {
                Counts = counts,
            };
    }
}
