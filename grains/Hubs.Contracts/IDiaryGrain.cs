using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>
/// One hub on one date: the lock on its rooms, slots and equipment. Key: <see cref="DiaryKey"/>, "tilbury/2026-11-24".
/// Every command answers only when what it rests on is on disk. A repeat of a command (same key) gets the first answer again.
/// Throws <c>NotConfirmedException</c> when a save failed and the outcome is unknown: ask again with the same key.
/// </summary>
public interface IDiaryGrain : IGrainWithStringKey
{
    /// <summary>The whole day as saved. Residents' details in it are sealed.</summary>
    [AlwaysInterleave]
    Task<Diary> Get();

    /// <summary>The day as screens show it.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:05")] // A silo that was killed answers nothing; asked again, the diary is elsewhere.
    Task<Board> Watch();

    Task<Answer<DayReceipt>> Publish(PublishDay command);

    /// <summary>What <see cref="Publish"/> would do now; <see cref="DayReceipt.Refused"/> when it would be refused. Changes nothing.</summary>
    [AlwaysInterleave]
    Task<DayReceipt> PreviewPublish(HubDay day, ImmutableArray<Session> sessions);

    /// <summary>Claims every clinician's time, then places, then confirms. Refused with the rule that stands in the way; nothing stays claimed then.</summary>
    Task<Answer<SessionReceipt>> PlaceSession(PlaceSession command);

    /// <summary>Cancels the session and releases its clinicians. Its appointments become orphaned.</summary>
    Task<Answer<SessionReceipt>> CancelSession(CancelSession command);

    Task<Answer<SessionReceipt>> ChangeRoom(ChangeRoom command);

    Task<Answer<RoomReceipt>> BlockRoom(BlockRoom command);

    Task<Answer<RoomReceipt>> UnblockRoom(UnblockRoom command);

    Task<Answer<RoomReceipt>> SetRoomState(SetRoomState command);

    Task<Answer<HoldReceipt>> Hold(HoldSlots command);

    Task<Answer<HoldReceipt>> ExtendHold(ExtendHold command);

    Task<Answer<HoldReceipt>> ReleaseHold(ReleaseHold command);

    /// <summary>Ends holds whose time is over. Returns how many.</summary>
    Task<int> ExpireHolds();

    Task<Answer<AppointmentReceipt>> Book(BookAppointment command);

    Task<Answer<AppointmentReceipt>> Reschedule(RescheduleAppointment command);

    /// <summary>To another day or hub: books there under a key made from this one, then cancels here, each pointing to the other. A repeat finishes what a crash cut short.</summary>
    Task<Answer<AppointmentReceipt>> MoveElsewhere(
        CommandInfo info,
        AppointmentId appointment,
        DiaryKey to,
        SessionId session,
        TimeOnly start
    );

    Task<Answer<AppointmentReceipt>> Cancel(CancelAppointment command);

    Task<Answer<AppointmentReceipt>> ChangeStatus(ChangeAppointmentStatus command);

    Task<Answer<WalkInReceipt>> RegisterWalkIn(RegisterWalkIn command);

    /// <summary>Gives somebody who waits a slot, as arrived.</summary>
    Task<Answer<WalkInReceipt>> PlaceWalkIn(PlaceWalkIn command);

    Task<Answer<WalkInReceipt>> CloseWalkIn(CloseWalkIn command);

    /// <summary>
    /// Books there under a key made from this one, then notes it on the ticket here. The receipt's appointment is the one there. Refused, nothing is
    /// booked and the ticket waits as before. A repeat, or the diary by itself, finishes what a crash cut short.
    /// </summary>
    Task<Answer<WalkInReceipt>> SendWalkIn(SendWalkIn command);

    /// <summary>Who did what and why, newest first; with an appointment, only what touched it.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<DiaryHistoryLine>> History(AppointmentId? appointment, int limit);
}
