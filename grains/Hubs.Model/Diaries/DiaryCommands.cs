using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>What can be asked of a diary: one hub, one date. Every one carries its own key, so a repeat is the same command.</summary>
public abstract record DiaryCommand(CommandInfo Info);

/// <summary>Makes this the published day: sessions that are new appear, those gone are cancelled, those changed move. Appointments follow a session
/// of the same id where their slot still exists; the others become orphaned. Sessions booked by hand stay.</summary>
public sealed record PublishDay(CommandInfo Info, HubDay Day, ImmutableArray<Session> Sessions)
    : DiaryCommand(Info);

/// <summary>A session booked by hand, or one moved: refused where rules 1 and 3 or opening hours forbid it.</summary>
public sealed record PlaceSession(CommandInfo Info, HubDay Day, Session Session)
    : DiaryCommand(Info);

public sealed record CancelSession(CommandInfo Info, SessionId Session) : DiaryCommand(Info);

/// <summary>Same session, another room (a flood, a noisy neighbour). Appointments stay.</summary>
public sealed record ChangeRoom(CommandInfo Info, SessionId Session, RoomId Room)
    : DiaryCommand(Info);

public sealed record BlockRoom(CommandInfo Info, RoomBlock Block) : DiaryCommand(Info);

public sealed record UnblockRoom(CommandInfo Info, string BlockId) : DiaryCommand(Info);

public sealed record SetRoomState(CommandInfo Info, RoomId Room, RoomState State)
    : DiaryCommand(Info);

/// <summary>Holds <see cref="Slots"/> slots in a row for five minutes.</summary>
public sealed record HoldSlots(CommandInfo Info, SessionId Session, TimeOnly Start, int Slots = 1)
    : DiaryCommand(Info);

/// <summary>Five minutes more, once.</summary>
public sealed record ExtendHold(CommandInfo Info, HoldId Hold) : DiaryCommand(Info);

public sealed record ReleaseHold(CommandInfo Info, HoldId Hold) : DiaryCommand(Info);

/// <summary>Records the end of holds whose time is over, so that boards show their slots free.</summary>
public sealed record ExpireHolds(CommandInfo Info) : DiaryCommand(Info);

/// <summary>Books slots for a resident; with <see cref="Hold"/>, the held ones.</summary>
public sealed record BookAppointment(
    CommandInfo Info,
    SessionId Session,
    TimeOnly Start,
    ServiceId Service,
    SealedDetails? Resident,
    ImmutableArray<string> Needs,
    int Slots = 1,
    HoldId? Hold = null,
    AppointmentId? MovedFrom = null
) : DiaryCommand(Info);

/// <summary>To other slots of the same diary. To another day or hub: <c>IDiaryGrain.MoveElsewhere</c>.</summary>
public sealed record RescheduleAppointment(
    CommandInfo Info,
    AppointmentId Appointment,
    SessionId Session,
    TimeOnly Start
) : DiaryCommand(Info);

public sealed record CancelAppointment(
    CommandInfo Info,
    AppointmentId Appointment,
    AppointmentId? MovedTo = null
) : DiaryCommand(Info);

/// <summary>Arrive, begin, complete, did not attend; also one step back, to undo a slip.</summary>
public sealed record ChangeAppointmentStatus(
    CommandInfo Info,
    AppointmentId Appointment,
    AppointmentStatus To
) : DiaryCommand(Info);

/// <summary>Ticket and, with <see cref="Session"/> and <see cref="Start"/>, a slot in one step (status arrived). Without them the person waits.
/// <see cref="ServiceName"/>: the staff name, for a service that does not run here that day.</summary>
public sealed record RegisterWalkIn(
    CommandInfo Info,
    ServiceId Service,
    SessionId? Session,
    TimeOnly? Start,
    SealedDetails? Resident,
    HubId? SentTo = null,
    string? ServiceName = null
) : DiaryCommand(Info);

/// <summary>Gives somebody who waits a slot (status arrived).</summary>
public sealed record PlaceWalkIn(
    CommandInfo Info,
    TicketId Ticket,
    SessionId Session,
    TimeOnly Start,
    SealedDetails? Resident
) : DiaryCommand(Info);

public sealed record CloseWalkIn(CommandInfo Info, TicketId Ticket) : DiaryCommand(Info);

/// <summary>
/// Gives somebody a slot in another diary: who waits with <see cref="Ticket"/>, or somebody who gets a ticket here once the slot there is theirs.
/// Until that is over nothing else may be done with the ticket. <see cref="Origin"/>: the command this one tries again.
/// </summary>
public sealed record SendWalkIn(
    CommandInfo Info,
    ServiceId Service,
    TicketId? Ticket,
    DiaryKey To,
    SessionId Session,
    TimeOnly Start,
    SealedDetails Resident,
    CommandInfo? Origin = null
) : DiaryCommand(Info);

/// <summary>The slot there is theirs.</summary>
public sealed record EndSending(CommandInfo Info, string Errand, AppointmentReceipt There)
    : DiaryCommand(Info);

/// <summary>
/// Notes that the appointment is on its way to another diary. Until the move ends nothing else may be done with it. <see cref="Origin"/>: the command
/// this one tries again.
/// </summary>
public sealed record StartMove(
    CommandInfo Info,
    AppointmentId Appointment,
    DiaryKey To,
    SessionId Session,
    TimeOnly Start,
    CommandInfo? Origin = null
) : DiaryCommand(Info);

/// <summary>Notes that an errand is done, or was given up.</summary>
public sealed record EndErrand(CommandInfo Info, string Errand) : DiaryCommand(Info);
