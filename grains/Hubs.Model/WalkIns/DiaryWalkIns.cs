using System.Collections.Immutable;
using System.Globalization;

namespace Hubs.Model;

/// <summary>Walk-ins: a ticket for everybody who comes without an appointment, and a slot as soon as there is one.</summary>
public sealed partial record Diary
{
    private Outcome Register(RegisterWalkIn command, DateTimeOffset now)
    {
        if (DateOnly.FromDateTime(UkCalendar.Local(now).DateTime) != Date)
            return Refusals.WalkInAnotherDay(this);
        var key = new DiaryKey(Hub, Date);
        var code = IssuedCode.Make(
            command.Info.Id,
            code =>
                WalkIns.ContainsKey(new TicketId(key.Issue(code)))
                || Appointments.ContainsKey(new AppointmentId(key.Issue(code)))
        );
        var walkIn = new WalkIn(
            new TicketId(key.Issue(code)),
            string.Create(CultureInfo.InvariantCulture, $"W{WalkIns.Count + 1:00}"),
            command.Service,
            now,
            command.SentTo is null ? WalkInStatus.Waiting : WalkInStatus.SentToOtherHub,
            null,
            command.SentTo
        )
        {
            ServiceName = Sessions
                .Values.FirstOrDefault(s => s.Session.Service == command.Service)
                ?.Session.ServiceName,
        };
        var registered = new WalkInRegistered(walkIn);
        if (command.Session is not { } session || command.Start is not { } start)
            return Outcome.Done(ReceiptOf(walkIn, null), registered);
        if (command.SentTo is not null)
            return Refusals.SentAndPlaced();
        return Place(walkIn, session, start, command.Resident, command.Info.Id, now, registered);
    }

    private Outcome Place(PlaceWalkIn command, DateTimeOffset now)
    {
        if (!WalkIns.TryGetValue(command.Ticket, out var walkIn))
            return Refusals.NoSuchTicket(command.Ticket);
        if (walkIn.Status is not WalkInStatus.Waiting)
            return Refusals.NotWaiting(walkIn);
        return Place(
            walkIn,
            command.Session,
            command.Start,
            command.Resident,
            command.Info.Id,
            now
        );
    }

    private Outcome Place(
        WalkIn walkIn,
        SessionId session,
        TimeOnly start,
        SealedDetails? resident,
        CommandId command,
        DateTimeOffset now,
        params ImmutableArray<DiaryFact> first
    )
    {
        var free = FindPlace(session, start, 1, null, now, Slots.WalkInGrace);
        if (free.Refusal is { } refusal)
            return refusal;
        if (free.Session!.Session.Service != walkIn.Service)
            return Refusals.OtherService(free.Session.Session, walkIn.Service);
        var booked = new AppointmentBooked(
            Issue(command),
            session,
            free.Window,
            resident,
            Ticket: walkIn.Id
        );
        var appointment = booked.ToAppointment(walkIn.Service);
        return Outcome.Done(
            ReceiptOf(walkIn, ReceiptOf(appointment, NextVersion)),
            [.. first, booked, new WalkInPlaced(walkIn.Id, booked.Id)]
        );
    }

    private Outcome Close(CloseWalkIn command)
    {
        if (!WalkIns.TryGetValue(command.Ticket, out var walkIn))
            return Refusals.NoSuchTicket(command.Ticket);
        return walkIn.Status is WalkInStatus.Waiting
            ? Outcome.Done(ReceiptOf(walkIn, null), new WalkInClosed(walkIn.Id))
            : Refusals.NotWaiting(walkIn);
    }

    private WalkInReceipt ReceiptOf(WalkIn walkIn, AppointmentReceipt? appointment) =>
        new(walkIn.Id, walkIn.Number, appointment) { Version = NextVersion };

    internal Diary Put(WalkIn walkIn) => this with { WalkIns = WalkIns.SetItem(walkIn.Id, walkIn) };
}

public sealed record WalkInRegistered(WalkIn WalkIn) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) => diary.Put(WalkIn);
}

public sealed record WalkInPlaced(TicketId Ticket, AppointmentId Appointment) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.Put(
            diary.WalkIns[Ticket] with
            {
                Status = WalkInStatus.Placed,
                Appointment = Appointment,
            }
        );
}

/// <summary>The person left.</summary>
public sealed record WalkInClosed(TicketId Ticket) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.Put(diary.WalkIns[Ticket] with { Status = WalkInStatus.Left });
}
