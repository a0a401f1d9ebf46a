using System.Globalization;

namespace Hubs.Model;

/// <summary>Why a diary says no: one factory per reason, each with a stable code and a sentence that can be read out. Never a resident's name.</summary>
internal static class Refusals
{
    // Slots and holds

    public static Refusal NoSuchSession(Diary diary, SessionId id) =>
        new(
            "no-such-session",
            $"There is no session {id} at {NameOf(diary)} on {Day(diary.Date)}."
        );

    public static Refusal SessionCancelled(Session session) =>
        new("session-cancelled", $"{Named(session)} is cancelled.");

    public static Refusal OtherService(Session session, ServiceId asked) =>
        new("other-service", $"{Named(session)} offers {session.Service}, not {asked}.");

    public static Refusal NoSuchSlot(DiarySession session, TimeOnly start) =>
        new("no-such-slot", $"{Named(session.Session)} has no slot that starts at {Time(start)}.");

    public static Refusal NoSlots(int count) =>
        new("no-such-slot", $"{count} slots cannot be booked: ask for one or more.");

    public static Refusal SlotPassed(Session session, TimeOnly start) =>
        new(
            "slot-passed",
            $"The {Time(start)} slot of {Named(session)} has already started. Choose a later one."
        );

    public static Refusal SlotsNotInARow(Session session, TimeOnly start, int count) =>
        new(
            "slots-not-in-a-row",
            $"{Named(session)} does not have {count} slots in a row from {Time(start)}: there is a break or the session ends."
        );

    public static Refusal SlotTaken(DiarySession session, int slot, DateTimeOffset now)
    {
        var start = Time(session.Slots[slot].Start);
        var next = Enumerable
            .Range(slot + 1, session.Slots.Length - slot - 1)
            .FirstOrDefault(i => session.FreeAt(i, now) > 0, -1);
        var instead =
            next < 0
                ? "Nothing later is free in this session."
                : $"The next free one is {Time(session.Slots[next].Start)}.";
        return new(
            "slot-taken",
            $"The {start} slot of {Named(session.Session)} has just been taken. {instead}"
        );
    }

    public static Refusal HoldOver() =>
        new(
            "hold-over",
            "The time for which the slot was kept is over. Choose it again if it is still free."
        );

    public static Refusal HoldExtendedBefore(Hold hold) =>
        new(
            "hold-extended-before",
            $"The {Time(hold.Window.Start)} slot has been kept for longer once already; that is as long as it can be."
        );

    public static Refusal HeldElsewhere(Hold hold) =>
        new(
            "hold-for-another-slot",
            $"The slot that is kept is the one at {Time(hold.Window.Start)}, not this one."
        );

    // Appointments

    public static Refusal NoSuchAppointment(AppointmentId id) =>
        new("no-such-appointment", $"There is no appointment {id}.");

    public static Refusal CannotFromStatus(Appointment appointment, string done) =>
        new(
            "wrong-status",
            $"Appointment {appointment.Reference} cannot be {done}: it is {AppointmentSteps.InWords(appointment.Status)}."
        );

    public static Refusal StatusOutOfOrder(Appointment appointment, AppointmentStatus to) =>
        new(
            "wrong-status",
            $"Appointment {appointment.Reference} is {AppointmentSteps.InWords(appointment.Status)} and cannot become {AppointmentSteps.InWords(to)} from there."
        );

    public static Refusal Orphaned(Appointment appointment) =>
        new(
            "orphaned",
            $"Appointment {appointment.Reference} has lost its session. Move it to another slot or cancel it first."
        );

    public static Refusal BeingMoved(Appointment appointment) =>
        new(
            "being-moved",
            $"Appointment {appointment.Reference} is being moved to another day or hub. Try again in a moment."
        );

    public static Refusal NotBeingMoved(Appointment appointment) =>
        new("not-being-moved", $"Appointment {appointment.Reference} is not being moved.");

    public static Refusal MoveToSameDiary(Appointment appointment) =>
        new(
            "same-day",
            $"Appointment {appointment.Reference} is on that day already: reschedule it instead."
        );

    // Walk-ins

    public static Refusal WalkInAnotherDay(Diary diary) =>
        new(
            "not-today",
            $"A walk-in is somebody who is here now, but this is the diary of {Day(diary.Date)}."
        );

    public static Refusal SentAndPlaced() =>
        new(
            "sent-and-placed",
            "A walk-in is either given a slot here or sent to another hub, not both."
        );

    public static Refusal SentToSameDiary() =>
        new(
            "sent-here",
            "Sending is for another hub or day. To give a slot here today, place the walk-in."
        );

    public static Refusal BeingSent(WalkIn walkIn) =>
        new("being-sent", $"{walkIn.Number} is on the way to another hub.");

    public static Refusal NoSuchTicket(TicketId id) =>
        new("no-such-ticket", $"There is no ticket {id}.");

    public static Refusal NotWaiting(WalkIn walkIn) =>
        new(
            "not-waiting",
            walkIn.Status switch
            {
                WalkInStatus.Placed => $"{walkIn.Number} already has a slot.",
                WalkInStatus.SentToOtherHub => $"{walkIn.Number} was sent to another hub.",
                _ => $"{walkIn.Number} has left.",
            }
        );

    // Sessions

    public static Refusal WrongDiary(Diary diary, HubId hub, DateOnly date) =>
        new(
            "wrong-diary",
            $"This is the diary of {NameOf(diary)} on {Day(diary.Date)}, not of {hub} on {Day(date)}."
        );

    public static Refusal SessionElsewhere(Session session, HubDay day) =>
        new(
            "wrong-diary",
            $"{Named(session)} is for {session.Hub} on {Day(session.Date)}, not for {day.HubName} on {Day(day.Date)}."
        );

    public static Refusal DayIsOver(Diary diary) =>
        new("day-is-over", $"{Day(diary.Date)} is over: nothing can be published for it any more.");

    public static Refusal SessionTwice(Session session) =>
        new("session-twice", $"{Named(session)} ({session.Id}) is in the list twice.");

    public static Refusal SessionAlreadyStarted(Session session) =>
        new(
            "session-already-started",
            $"{Named(session)} has already started and can no longer be changed or cancelled."
        );

    public static Refusal SessionInThePast(Session session) =>
        new("session-in-the-past", $"{Named(session)} would start in the past.");

    public static Refusal SessionOver(Session session) =>
        new("session-over", $"{Named(session)} is over.");

    public static Refusal HubClosed(Session session, HubDay day, WindowSet open) =>
        new(
            "hub-closed",
            open.IsEmpty
                ? $"{day.HubName} is closed on {Day(day.Date)}."
                : $"{Named(session)} is outside the opening hours of {day.HubName} on {Day(day.Date)} ({open})."
        );

    public static Refusal UnknownRoom(RoomId room, HubDay day) =>
        new(
            "no-such-room",
            $"{day.HubName} has no room {room} (rooms there: {string.Join(", ", day.Rooms.Select(r => r.Id))})."
        );

    public static Refusal RoomClosed(Session session, Room room, WindowSet hours) =>
        new(
            "room-closed",
            hours.IsEmpty
                ? $"{room.Name} cannot be used on {Day(session.Date)}."
                : $"{room.Name} can be used {hours} on {Day(session.Date)}, and {Named(session)} does not fit into that."
        );

    public static Refusal RoomIsBlocked(Session session, Room room, RoomBlock block) =>
        new(
            "room-blocked",
            $"{room.Name} is blocked {block.Window} ({block.Reason}), so {Named(session)} cannot be there."
        );

    public static Refusal RoomTaken(Session session, Session other, Room room, Room? otherRoom) =>
        new(
            "room-taken",
            room.Id == other.Room
                ? $"{room.Name} is taken {other.RoomWindow} by {Named(other)}, turnaround included, so {Named(session)} cannot be there."
                : $"{otherRoom?.Name ?? other.Room.Value}, which shares space with {room.Name}, is taken {other.RoomWindow} by {Named(other)}, turnaround included, so {Named(session)} cannot be there."
        );

    public static Refusal EquipmentShort(
        Session session,
        EquipmentNeed need,
        EquipmentStock? stock,
        IReadOnlyList<Session> rivals
    )
    {
        var name = stock?.Name ?? need.Equipment.Value;
        var inUse =
            rivals.Count == 0
                ? ""
                : $", and in use by {string.Join(" and ", rivals.Select(Named))}";
        return new(
            "equipment-short",
            $"{Named(session)} needs {need.Count} of {name}; the hub has {stock?.Count ?? 0}{inUse}."
        );
    }

    // Rooms

    public static Refusal NothingPublished(Diary diary) =>
        new(
            "nothing-published",
            $"Nothing is published for {NameOf(diary)} on {Day(diary.Date)} yet."
        );

    public static Refusal BlockExists(RoomBlock block) =>
        new("block-exists", $"There is a block {block.Id} already.");

    public static Refusal NoSuchBlock(string id) =>
        new("no-such-block", $"There is no block {id}.");

    public static string Named(Session session) => $"{session.ServiceName} {session.Window}";

    public static string Time(TimeOnly time) =>
        time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly date) =>
        date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string NameOf(Diary diary) => diary.Day?.HubName ?? diary.Hub.Value;
}
