using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// The one way state, messages and API bodies are written: camelCase, kebab-case words for enums, ISO 8601 durations. Added fields are ignored when read,
/// missing ones keep their defaults, so old facts always load.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(IsoDurationConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Network))]
[JsonSerializable(typeof(NetworkVersion))]
[JsonSerializable(typeof(NetworkAnswer))]
[JsonSerializable(typeof(WeekProblem))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(PlanState))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(PublishPlan))]
[JsonSerializable(typeof(PublishPreview))]
[JsonSerializable(typeof(PlaceVerdict))]
[JsonSerializable(typeof(SessionReasons))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableArray<Relaxation>))]
[JsonSerializable(typeof(Diary))]
[JsonSerializable(typeof(DiaryEntry))]
[JsonSerializable(typeof(DiaryKey))]
[JsonSerializable(typeof(Board))]
[JsonSerializable(typeof(BoardChange))]
[JsonSerializable(typeof(ClinicianDays))]
[JsonSerializable(typeof(ClinicianCalendar))]
[JsonSerializable(typeof(ClinicianEntry))]
[JsonSerializable(typeof(Snapshot<Diary>))]
[JsonSerializable(typeof(HorizonState))]
[JsonSerializable(typeof(Snapshot<ClinicianCalendar>))]
[JsonSerializable(typeof(Answer<AppointmentReceipt>))]
[JsonSerializable(typeof(Answer<HoldReceipt>))]
[JsonSerializable(typeof(Answer<SessionReceipt>))]
[JsonSerializable(typeof(Answer<WalkInReceipt>))]
[JsonSerializable(typeof(Answer<RoomReceipt>))]
[JsonSerializable(typeof(Answer<DayReceipt>))]
[JsonSerializable(typeof(Answer<ClaimReceipt>))]
[JsonSerializable(typeof(Answer<PlanReceipt>))]
[JsonSerializable(typeof(PublishDay))]
[JsonSerializable(typeof(PlaceSession))]
[JsonSerializable(typeof(CancelSession))]
[JsonSerializable(typeof(ChangeRoom))]
[JsonSerializable(typeof(BlockRoom))]
[JsonSerializable(typeof(UnblockRoom))]
[JsonSerializable(typeof(SetRoomState))]
[JsonSerializable(typeof(HoldSlots))]
[JsonSerializable(typeof(ExtendHold))]
[JsonSerializable(typeof(ReleaseHold))]
[JsonSerializable(typeof(BookAppointment))]
[JsonSerializable(typeof(RescheduleAppointment))]
[JsonSerializable(typeof(CancelAppointment))]
[JsonSerializable(typeof(ChangeAppointmentStatus))]
[JsonSerializable(typeof(RegisterWalkIn))]
[JsonSerializable(typeof(PlaceWalkIn))]
[JsonSerializable(typeof(CloseWalkIn))]
[JsonSerializable(typeof(SendWalkIn))]
[JsonSerializable(typeof(ClaimTime))]
[JsonSerializable(typeof(ConfirmClaims))]
[JsonSerializable(typeof(ReleaseClaims))]
[JsonSerializable(typeof(ConfigureClinician))]
[JsonSerializable(typeof(TakeLeave))]
[JsonSerializable(typeof(ResidentDetails))]
[JsonSerializable(typeof(SealedDetails))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableArray<DiaryHistoryLine>))]
[JsonSerializable(typeof(System.Collections.Immutable.ImmutableArray<DiaryVersion>))]
public sealed partial class HubsJson : JsonSerializerContext;
