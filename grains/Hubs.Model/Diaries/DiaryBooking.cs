using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Appointments: book, reschedule, cancel, arrive and what follows.</summary>
public sealed partial record Diary
{
    private Outcome Book(BookAppointment command, DateTimeOffset now)
    {
        var free = FindPlace(
            command.Session,
            command.Start,
            command.Slots,
            command.Hold,
            now,
            TimeSpan.Zero
        );
        if (free.Refusal is { } refusal)
            return refusal;
        var session = free.Session!.Session;
        if (command.Service != session.Service)
            return Refusals.OtherService(session, command.Service);
        var booked = new AppointmentBooked(
            Issue(command.Info.Id),
            // The diary's own, so that each appointment does not keep a copy of the name.
            session.Id,
            free.Window,
            command.Resident,
            command.Needs.IsDefaultOrEmpty ? null : command.Needs,
            MovedFrom: command.MovedFrom
        );
        return command.Hold is { } hold && free.Session.Holds.ContainsKey(hold)
            ? Done(
                booked,
                booked.ToAppointment(session.Service),
                new HoldEnded(command.Session, hold)
            )
            : Done(booked, booked.ToAppointment(session.Service));
    }

    private Outcome Reschedule(RescheduleAppointment command, DateTimeOffset now)
    {
        if (Find(command.Appointment, out var appointment) is { } refusal)
            return refusal;
        if (appointment.Status is not (AppointmentStatus.Booked or AppointmentStatus.Arrived))
            return Refusals.CannotFromStatus(appointment, "moved");
        if (!Sessions.TryGetValue(command.Session, out var session))
            return Refusals.NoSuchSession(this, command.Session);
        var slots = Slots.Needed(appointment.Window.Length, session.Session.SlotLength);
        // Its own places are free to it: somebody may move by one slot into a full session.
        var without =
            appointment is { TakesSlots: true } && appointment.Session == command.Session
                ? session.Take(appointment.Window, -1)
                : session;
        var free = FindPlace(without, command.Start, slots, null, now, TimeSpan.Zero);
        if (free.Refusal is { } taken)
            return taken;
        if (session.Session.Service != appointment.Service)
            return Refusals.OtherService(session.Session, appointment.Service);
        return Done(
            new AppointmentRescheduled(command.Appointment, command.Session, free.Window),
            appointment with
            {
                Session = command.Session,
                Window = free.Window,
                IsOrphaned = false,
            }
        );
    }

    private Outcome Cancel(CancelAppointment command)
    {
        if (!Appointments.TryGetValue(command.Appointment, out var appointment))
            return Refusals.NoSuchAppointment(command.Appointment);
        var move = MoveOf(command.Appointment);
        if (move is not null && command.MovedTo is null)
            return Refusals.BeingMoved(appointment);
        if (move is null && command.MovedTo is not null)
            return Refusals.NotBeingMoved(appointment);
        if (appointment.Status is not (AppointmentStatus.Booked or AppointmentStatus.Arrived))
            return Refusals.CannotFromStatus(appointment, "cancelled");
        var cancelled = new AppointmentCancelled(command.Appointment, command.MovedTo);
        var after = appointment with { Status = AppointmentStatus.Cancelled };
        return move is null
            ? Done(cancelled, after)
            : Done(cancelled, after, new ErrandEnded(move.Id));
    }

    private Outcome ChangeStatus(ChangeAppointmentStatus command)
    {
        if (Find(command.Appointment, out var appointment) is { } refusal)
            return refusal;
        if (appointment.IsOrphaned)
            return Refusals.Orphaned(appointment);
        if (
            appointment.Before != command.To
            && !AppointmentSteps.Allow(appointment.Status, command.To)
        )
            return Refusals.StatusOutOfOrder(appointment, command.To);
        return Done(
            new AppointmentStatusChanged(command.Appointment, command.To),
            appointment with
            {
                Status = command.To,
            }
        );
    }

    /// <summary>A row of slots for one more person, or why not. Does not look at more than that session.</summary>
    private FreePlace FindPlace(
        SessionId id,
        TimeOnly start,
        int count,
        HoldId? hold,
        DateTimeOffset now,
        TimeSpan grace
    ) =>
        Sessions.TryGetValue(id, out var session)
            ? FindPlace(session, start, count, hold, now, grace)
            : new(Refusals.NoSuchSession(this, id), null, default);

    private static FreePlace FindPlace(
        DiarySession session,
        TimeOnly start,
        int count,
        HoldId? ownHold,
        DateTimeOffset now,
        TimeSpan grace
    )
    {
        if (session.IsCancelled)
            return new(Refusals.SessionCancelled(session.Session), null, default);
        var first = session.FindSlot(start);
        if (first < 0)
            return new(Refusals.NoSuchSlot(session, start), null, default);
        var slots = session.Slots;
        var date = session.Session.Date;
        if (
            UkCalendar.Instant(date, start) + grace < now
            || (grace > TimeSpan.Zero && UkCalendar.Instant(date, slots[first].End) <= now)
        )
            return new(Refusals.SlotPassed(session.Session, start), null, default);
        if (count < 1)
            return new(Refusals.NoSlots(count), null, default);
        Hold? held = null;
        if (ownHold is { } id && session.Holds.TryGetValue(id, out held) && held.Until > now)
        {
            if (held.Window.Start != start)
                return new(Refusals.HeldElsewhere(held), null, default);
        }
        for (var i = first; i < first + count; i++)
        {
            if (i >= slots.Length || (i > first && slots[i].Start != slots[i - 1].End))
                return new(Refusals.SlotsNotInARow(session.Session, start, count), null, default);
            var own = held is not null && held.Until > now && held.Window.Covers(slots[i]) ? 1 : 0;
            if (session.FreeAt(i, now) + own < 1)
                return new(Refusals.SlotTaken(session, i, now), null, default);
        }
        return new(null, session, new TimeWindow(start, slots[first + count - 1].End));
    }

    private readonly record struct FreePlace(
        Refusal? Refusal,
        DiarySession? Session,
        TimeWindow Window
    );

    private Refusal? Find(AppointmentId id, out Appointment appointment) =>
        !Appointments.TryGetValue(id, out appointment!) ? Refusals.NoSuchAppointment(id)
        : MoveOf(id) is not null ? Refusals.BeingMoved(appointment)
        : null;

    private AppointmentId Issue(CommandId command)
    {
        var key = new DiaryKey(Hub, Date);
        return new(
            key.Issue(
                IssuedCode.Make(
                    Date,
                    command,
                    code => Appointments.ContainsKey(new AppointmentId(key.Issue(code)))
                )
            )
        );
    }

    private Outcome Done(
        AppointmentFact fact,
        Appointment after,
        params ImmutableArray<DiaryFact> more
    ) => Outcome.Done(ReceiptOf(after, NextVersion), [fact, .. more]);

    private AppointmentReceipt ReceiptOf(Appointment appointment, long version) =>
        new(
            appointment.Id,
            appointment.Reference,
            Hub,
            Date,
            appointment.Session,
            appointment.Service,
            appointment.Window,
            Sessions[appointment.Session].Session.Room,
            appointment.Status
        )
        {
            Version = version,
        };

    private AppointmentReceipt? ReceiptOf(ImmutableArray<DiaryFact> facts, long version) =>
        facts is [AppointmentFact fact, ..] ? ReceiptOf(Appointments[fact.About], version) : null;
}
