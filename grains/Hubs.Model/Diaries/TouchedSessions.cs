namespace Hubs.Model;

/// <summary>
/// Which sessions entries touched, told from their facts alone: a day has some fifty sessions, a booking touches one, and comparing all of them
/// costs more than booking.
/// </summary>
internal static class TouchedSessions
{
    /// <summary>Null when a fact may touch any: then compare all.</summary>
    public static HashSet<SessionId>? By(
        IReadOnlyList<DiaryEntry> entries,
        Diary before,
        Diary after
    )
    {
        var touched = new HashSet<SessionId>();
        foreach (var entry in entries)
        foreach (var fact in entry.Facts)
            switch (fact)
            {
                case AppointmentRescheduled:
                    // More than once in one batch, it may have been in a session that neither end knows.
                    return null;
                case AppointmentFact f:
                    if (before.Appointments.TryGetValue(f.About, out var old))
                        touched.Add(old.Session);
                    touched.Add(after.Appointments[f.About].Session);
                    break;
                case SlotsHeld f:
                    touched.Add(f.Hold.Session);
                    break;
                case HoldExtended f:
                    touched.Add(f.Hold.Session);
                    break;
                case HoldEnded f:
                    touched.Add(f.Session);
                    break;
                case WalkInRegistered
                or WalkInPlaced
                or WalkInClosed
                or WalkInSent
                or ErrandBegun
                or ErrandEnded:
                    break;
                default:
                    return null;
            }
        return touched;
    }
}
