using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// Work in another grain that a diary promised when it saved something: done right after, or, when a crash came between, on the next activation.
/// Doing it twice does no harm.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ReleaseClinicians), "release-clinicians")]
[JsonDerivedType(typeof(MoveAppointment), "move-appointment")]
[JsonDerivedType(typeof(SendingWalkIn), "send-walk-in")]
public abstract record Errand(string Id);

/// <summary>Tell these clinicians that the session no longer needs them.</summary>
public sealed record ReleaseClinicians(
    string Id,
    SessionId Session,
    ImmutableArray<ClinicianId> Clinicians
) : Errand(Id);

/// <summary>Book there, then cancel here.</summary>
public sealed record MoveAppointment(
    string Id,
    CommandInfo Info,
    AppointmentId Appointment,
    DiaryKey To,
    SessionId Session,
    TimeOnly Start
) : Errand(Id);

/// <summary>Book there for somebody without an appointment, then note it on the ticket here.</summary>
public sealed record SendingWalkIn(
    string Id,
    CommandInfo Info,
    TicketId? Ticket,
    ServiceId Service,
    DiaryKey To,
    SessionId Session,
    TimeOnly Start,
    SealedDetails Resident
) : Errand(Id);

public sealed record ErrandBegun(Errand Errand) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary with
        {
            Errands = diary.Errands.Add(Errand),
        };
}

public sealed record ErrandEnded(string Id) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary with
        {
            Errands = diary.Errands.RemoveAll(errand => errand.Id == Id),
        };
}
