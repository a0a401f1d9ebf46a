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
) : Receipt;
