using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// One thing that became so. Stored for years under its "is" name: a name is never reused for something else, fields are only ever added,
/// and a fact that must change its meaning gets a new name beside the old one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(DaySet), "day-set")]
[JsonDerivedType(typeof(SessionPlaced), "session-placed")]
[JsonDerivedType(typeof(SessionCancelled), "session-cancelled")]
[JsonDerivedType(typeof(AppointmentsOrphaned), "orphaned")]
[JsonDerivedType(typeof(AppointmentsSupported), "supported")]
[JsonDerivedType(typeof(RoomBlocked), "room-blocked")]
[JsonDerivedType(typeof(RoomUnblocked), "room-unblocked")]
[JsonDerivedType(typeof(RoomStateSet), "room-state")]
[JsonDerivedType(typeof(SlotsHeld), "held")]
[JsonDerivedType(typeof(HoldExtended), "hold-extended")]
[JsonDerivedType(typeof(HoldEnded), "hold-ended")]
[JsonDerivedType(typeof(AppointmentBooked), "booked")]
[JsonDerivedType(typeof(AppointmentRescheduled), "rescheduled")]
[JsonDerivedType(typeof(AppointmentStatusChanged), "status")]
[JsonDerivedType(typeof(AppointmentCancelled), "cancelled")]
[JsonDerivedType(typeof(WalkInRegistered), "walk-in")]
[JsonDerivedType(typeof(WalkInPlaced), "walk-in-placed")]
[JsonDerivedType(typeof(WalkInClosed), "walk-in-closed")]
[JsonDerivedType(typeof(WalkInSent), "walk-in-sent")]
[JsonDerivedType(typeof(ErrandBegun), "errand")]
[JsonDerivedType(typeof(ErrandEnded), "errand-ended")]
public abstract record DiaryFact
{
    internal abstract Diary ApplyTo(Diary diary, DateTimeOffset at);
}

/// <summary>A fact about one appointment.</summary>
public abstract record AppointmentFact : DiaryFact
{
    internal abstract AppointmentId About { get; }
}
