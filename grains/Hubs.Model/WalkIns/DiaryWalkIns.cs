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
        var walkIn = NewWalkIn(command.Info.Id, command.Service, command.ServiceName, now);
        if (command.SentTo is { } hub)
            walkIn = walkIn with { Status = WalkInStatus.SentToOtherHub, SentTo = hub };
        var registered = new WalkInRegistered(walkIn);
        if (command.Session is not { } session || command.Start is not { } start)
            return Outcome.Done(ReceiptOf(walkIn, null), registered);
        if (command.SentTo is not null)
            return Refusals.SentAndPlaced();
        return Place(walkIn, session, start, command.Resident, command.Info.Id, now, registered);
    }

    private WalkIn NewWalkIn(
        CommandId command,
        ServiceId service,
        string? serviceName,
        DateTimeOffset now
    )
    {
        var key = new DiaryKey(Hub, Date);
        var code = IssuedCode.Make(
            Date,
            command,
            code =>
                WalkIns.ContainsKey(new TicketId(key.Issue(code)))
                || Appointments.ContainsKey(new AppointmentId(key.Issue(code)))
        );
        return new WalkIn(
            new TicketId(key.Issue(code)),
            string.Create(CultureInfo.InvariantCulture, $"W{WalkIns.Count + 1:00}"),
            service,
            now,
            WalkInStatus.Waiting,
            null,
            null
        )
        {
            ServiceName =
                Sessions
                    .Values.FirstOrDefault(s => s.Session.Service == service)
                    ?.Session.ServiceName
                ?? serviceName,
        };
    }

    private Refusal? NotWaiting(WalkIn walkIn) =>
        walkIn.Status is not WalkInStatus.Waiting ? Refusals.NotWaiting(walkIn)
        : Errands.Any(errand => errand is SendingWalkIn sending && sending.Ticket == walkIn.Id)
            ? Refusals.BeingSent(walkIn)
        : null;

    private Outcome Place(PlaceWalkIn command, DateTimeOffset now)
    {
        if (!WalkIns.TryGetValue(command.Ticket, out var walkIn))
            return Refusals.NoSuchTicket(command.Ticket);
        if (NotWaiting(walkIn) is { } refusal)
            return refusal;
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
        return NotWaiting(walkIn) is { } refusal
            ? refusal
            : Outcome.Done(ReceiptOf(walkIn, null), new WalkInClosed(walkIn.Id));
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

/// <summary>The person has a slot in another diary.</summary>
public sealed record WalkInSent(TicketId Ticket, HubId To, AppointmentId Appointment) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.Put(
            diary.WalkIns[Ticket] with
            {
                Status = WalkInStatus.SentToOtherHub,
                Appointment = Appointment,
                SentTo = To,
            }
        );
}
