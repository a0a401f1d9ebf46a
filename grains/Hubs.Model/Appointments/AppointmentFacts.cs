using System.Collections.Immutable;

namespace Hubs.Model;

public sealed record AppointmentBooked(
    AppointmentId Id,
    SessionId Session,
    TimeWindow Window,
    SealedDetails? Resident = null,
    ImmutableArray<string>? Needs = null,
    TicketId? Ticket = null,
    AppointmentId? MovedFrom = null
) : AppointmentFact
{
    internal override AppointmentId About => Id;

    /// <summary>Somebody with a ticket stands at the desk: arrived.</summary>
    internal Appointment ToAppointment(ServiceId service) =>
        new()
        {
            Id = Id,
            Reference = IssuedCode.Reference(Id.Value),
            Session = Session,
            Service = service,
            Window = Window,
            Resident = Resident,
            Needs = Needs ?? [],
            Ticket = Ticket,
            MovedFrom = MovedFrom,
            Status = Ticket is null ? AppointmentStatus.Booked : AppointmentStatus.Arrived,
        };

    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.Put(ToAppointment(diary.Sessions[Session].Session.Service));
}

public sealed record AppointmentRescheduled(
    AppointmentId Appointment,
    SessionId Session,
    TimeWindow Window
) : AppointmentFact
{
    internal override AppointmentId About => Appointment;

    internal override Diary ApplyTo(Diary diary, DateTimeOffset at)
    {
        var before = diary.Appointments[Appointment];
        return diary.Put(before with { Session = Session, Window = Window, IsOrphaned = false });
    }
}

public sealed record AppointmentStatusChanged(AppointmentId Appointment, AppointmentStatus To)
    : AppointmentFact
{
    internal override AppointmentId About => Appointment;

    internal override Diary ApplyTo(Diary diary, DateTimeOffset at)
    {
        var before = diary.Appointments[Appointment];
        var isUndo = before.Before == To;
        return diary.Put(before with { Status = To, Before = isUndo ? null : before.Status });
    }
}

public sealed record AppointmentCancelled(AppointmentId Appointment, AppointmentId? MovedTo = null)
    : AppointmentFact
{
    internal override AppointmentId About => Appointment;

    internal override Diary ApplyTo(Diary diary, DateTimeOffset at)
    {
        var before = diary.Appointments[Appointment];
        return diary.Put(
            before with
            {
                Status = AppointmentStatus.Cancelled,
                Before = null,
                MovedTo = MovedTo,
            }
        );
    }
}

/// <summary>No session supports these any more: each must be moved or cancelled by somebody.</summary>
public sealed record AppointmentsOrphaned(ImmutableArray<AppointmentId> Appointments) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        Appointments.Aggregate(
            diary,
            (d, id) => d.Put(d.Appointments[id] with { IsOrphaned = true })
        );
}

/// <summary>A session supports these orphans again.</summary>
public sealed record AppointmentsSupported(ImmutableArray<AppointmentId> Appointments) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        Appointments.Aggregate(
            diary,
            (d, id) => d.Put(d.Appointments[id] with { IsOrphaned = false })
        );
}
