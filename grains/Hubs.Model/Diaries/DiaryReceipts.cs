using System.Collections.Immutable;

namespace Hubs.Model;

public sealed record AppointmentReceipt(
    AppointmentId Id,
    string Reference,
    HubId Hub,
    DateOnly Date,
    SessionId Session,
    ServiceId Service,
    TimeWindow Window,
    RoomId Room,
    AppointmentStatus Status
) : Receipt;

public sealed record HoldReceipt(
    HoldId Id,
    SessionId Session,
    TimeWindow Window,
    DateTimeOffset Until
) : Receipt;

public sealed record SessionReceipt(Session Session, ImmutableArray<AppointmentId> Orphaned)
    : Receipt;

public sealed record WalkInReceipt(TicketId Id, string Number, AppointmentReceipt? Appointment)
    : Receipt;

public sealed record RoomReceipt(
    RoomId Room,
    RoomState State,
    ImmutableArray<SessionId> AffectedSessions
) : Receipt;

/// <summary>What publishing a day did (or, as a preview, would do).</summary>
public sealed record DayReceipt(
    HubId Hub,
    DateOnly Date,
    int Added,
    int Changed,
    int Cancelled,
    int Unchanged,
    ImmutableArray<AppointmentId> Orphaned
) : Receipt
{
    /// <summary>In a preview only: why publishing would be refused.</summary>
    public Refusal? Refused { get; init; }
}

/// <summary>Whether the errand had still been open.</summary>
public sealed record ErrandReceipt(string Errand, bool WasOpen) : Receipt;

/// <summary>How many holds were over.</summary>
public sealed record HoldsReceipt(int Ended) : Receipt;
