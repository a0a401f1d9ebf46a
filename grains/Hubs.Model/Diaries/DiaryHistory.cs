using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>A diary's entries told in sentences. No sentence names a resident: appointments go by their reference.</summary>
public static class DiaryHistory
{
    /// <summary>More sessions placed or cancelled at once than this are counted, not named.</summary>
    private const int NamedAtOnce = 3;

    /// <summary>
    /// Newest first. <paramref name="entries"/> are oldest first, the first of them made version <paramref name="firstVersion"/>; names of sessions
    /// and rooms are those of <paramref name="diary"/>. With an appointment, only what touched it.
    /// </summary>
    public static ImmutableArray<DiaryHistoryLine> Lines(
        Diary diary,
        IReadOnlyList<DiaryEntry> entries,
        Func<HubId, string> hubName,
        AppointmentId? appointment = null,
        int limit = int.MaxValue,
        long firstVersion = 1
    )
    {
        var lines = ImmutableArray.CreateBuilder<DiaryHistoryLine>();
        for (var i = entries.Count - 1; i >= 0 && lines.Count < limit; i--)
        {
            var entry = entries[i];
            var told = (
                appointment is { } id
                    ? entry
                        .Facts.Where(fact => Touches(fact, id))
                        .Select(fact => Sentence(diary, fact, hubName))
                    : OfTheDay(diary, entry, hubName)
            )
                .Where(sentence => sentence.Length > 0)
                .ToList();
            if (told.Count > 0)
                lines.Add(
                    new DiaryHistoryLine(
                        firstVersion + i,
                        entry.At,
                        entry.By,
                        entry.Why,
                        string.Join(". ", told)
                    )
                );
        }
        return lines.ToImmutable();
    }

    /// <summary>Says whose appointment it is, and counts the sessions of a week that is published.</summary>
    private static IEnumerable<string> OfTheDay(
        Diary diary,
        DiaryEntry entry,
        Func<HubId, string> hubName
    )
    {
        var placed = entry.Facts.Count(fact => fact is SessionPlaced);
        var cancelled = entry.Facts.Count(fact => fact is SessionCancelled);
        foreach (var fact in entry.Facts)
            if (
                fact switch
                {
                    SessionPlaced => placed <= NamedAtOnce,
                    SessionCancelled => cancelled <= NamedAtOnce,
                    _ => true,
                }
            )
                yield return (fact as AppointmentFact)?.About is { } id
                && diary.Appointments.TryGetValue(id, out var about)
                    ? $"{about.Reference}: {Sentence(diary, fact, hubName)}"
                    : Sentence(diary, fact, hubName);
        if (placed > NamedAtOnce)
            yield return $"{placed} sessions placed";
        if (cancelled > NamedAtOnce)
            yield return $"{cancelled} sessions cancelled";
    }

    private static bool Touches(DiaryFact fact, AppointmentId id) =>
        fact switch
        {
            AppointmentFact f => f.About == id,
            AppointmentsOrphaned f => f.Appointments.Contains(id),
            AppointmentsSupported f => f.Appointments.Contains(id),
            WalkInPlaced f => f.Appointment == id,
            ErrandBegun { Errand: MoveAppointment move } => move.Appointment == id,
            _ => false,
        };

    private static string Sentence(Diary diary, DiaryFact fact, Func<HubId, string> hubName) =>
        fact switch
        {
            AppointmentBooked f => $"Booked {Time(f.Window)} in {Name(diary, f.Session)}",
            AppointmentRescheduled f => $"Moved to {Time(f.Window)} in {Name(diary, f.Session)}",
            AppointmentStatusChanged f => $"Marked as {AppointmentSteps.InWords(f.To)}",
            AppointmentCancelled { MovedTo: not null } =>
                "Cancelled here, moved to another day or hub",
            AppointmentCancelled => "Cancelled",
            AppointmentsOrphaned f => $"{Appointments(f.Appointments.Length)} lost a place",
            AppointmentsSupported f => $"{Appointments(f.Appointments.Length)} given a place again",
            SlotsHeld f => $"Held {Time(f.Hold.Window)} in {Name(diary, f.Hold.Session)}",
            HoldExtended f =>
                $"Held {Time(f.Hold.Window)} for longer in {Name(diary, f.Hold.Session)}",
            HoldEnded f => $"A hold in {Name(diary, f.Session)} ended",
            SessionPlaced f =>
                $"{f.Session.ServiceName} {f.Session.Window} in {Room(diary, f.Session.Room)}",
            SessionCancelled f => $"{Name(diary, f.Session)} cancelled",
            RoomBlocked f =>
                $"{Room(diary, f.Block.Room)} blocked {f.Block.Window}: {f.Block.Reason}",
            RoomUnblocked => "Room block ended",
            RoomStateSet f => $"{Room(diary, f.Room)}: {InWords(f.State)}",
            WalkInRegistered { WalkIn.SentTo: { } hub } f =>
                $"{f.WalkIn.Number} came and was sent to {hubName(hub)}",
            WalkInRegistered f => $"{f.WalkIn.Number} came",
            WalkInPlaced f => $"{diary.WalkIns[f.Ticket].Number} was given a slot",
            WalkInClosed f => $"{diary.WalkIns[f.Ticket].Number} left",
            WalkInSent f => $"{diary.WalkIns[f.Ticket].Number} was sent to {hubName(f.To)}",
            ErrandBegun { Errand: MoveAppointment move } =>
                $"Move to {hubName(move.To.Hub)} on {Refusals.Day(move.To.Date)} begun",
            DaySet => "Hours, rooms and equipment set",
            _ => "",
        };

    private static string Appointments(int count) =>
        count == 1 ? "1 appointment" : $"{count} appointments";

    private static string Time(TimeWindow window) => Refusals.Time(window.Start);

    private static string Name(Diary diary, SessionId id) =>
        diary.Sessions.TryGetValue(id, out var session) ? session.Session.ServiceName : id.Value;

    private static string Room(Diary diary, RoomId id) =>
        (diary.Day is null ? null : SessionRules.FindRoom(diary.Day, id))?.Name ?? id.Value;

    private static string InWords(RoomState state) =>
        state switch
        {
            RoomState.Ready => "ready",
            RoomState.InUse => "in use",
            RoomState.NeedsCleaning => "needs cleaning",
            RoomState.OutOfUse => "out of use",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
