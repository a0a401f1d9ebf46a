using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A hub, such as "tilbury".</summary>
[JsonConverter(typeof(IdJsonConverter<HubId>))]
public readonly record struct HubId(string Value) : IId<HubId>
{
    public static HubId Create(string value) => new(value);

    public static bool TryParse(string? text, out HubId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A room, unique over all hubs, such as "til-c1".</summary>
[JsonConverter(typeof(IdJsonConverter<RoomId>))]
public readonly record struct RoomId(string Value) : IId<RoomId>
{
    public static RoomId Create(string value) => new(value);

    public static bool TryParse(string? text, out RoomId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A kind of movable equipment, such as "ultrasound".</summary>
[JsonConverter(typeof(IdJsonConverter<EquipmentId>))]
public readonly record struct EquipmentId(string Value) : IId<EquipmentId>
{
    public static EquipmentId Create(string value) => new(value);

    public static bool TryParse(string? text, out EquipmentId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A service, such as "blood-tests".</summary>
[JsonConverter(typeof(IdJsonConverter<ServiceId>))]
public readonly record struct ServiceId(string Value) : IId<ServiceId>
{
    public static ServiceId Create(string value) => new(value);

    public static bool TryParse(string? text, out ServiceId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>One of a clinician's own calendars.</summary>
[JsonConverter(typeof(IdJsonConverter<CalendarId>))]
public readonly record struct CalendarId(string Value) : IId<CalendarId>
{
    public static CalendarId Create(string value) => new(value);

    public static bool TryParse(string? text, out CalendarId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>An organisation, such as "nelft".</summary>
[JsonConverter(typeof(IdJsonConverter<OrganisationId>))]
public readonly record struct OrganisationId(string Value) : IId<OrganisationId>
{
    public static OrganisationId Create(string value) => new(value);

    public static bool TryParse(string? text, out OrganisationId id) =>
        IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A pathway: clinics that the same people attend.</summary>
[JsonConverter(typeof(IdJsonConverter<PathwayId>))]
public readonly record struct PathwayId(string Value) : IId<PathwayId>
{
    public static PathwayId Create(string value) => new(value);

    public static bool TryParse(string? text, out PathwayId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A clinician, such as "c-017".</summary>
[JsonConverter(typeof(IdJsonConverter<ClinicianId>))]
public readonly record struct ClinicianId(string Value) : IId<ClinicianId>
{
    public static ClinicianId Create(string value) => new(value);

    public static bool TryParse(string? text, out ClinicianId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A clinic, such as "til-diabetes".</summary>
[JsonConverter(typeof(IdJsonConverter<ClinicId>))]
public readonly record struct ClinicId(string Value) : IId<ClinicId>
{
    public static ClinicId Create(string value) => new(value);

    public static bool TryParse(string? text, out ClinicId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>One clinic on one date, such as "til-diabetes.2026-W48.1".</summary>
[JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId(string Value) : IId<SessionId>
{
    public static SessionId Create(string value) => new(value);

    public static bool TryParse(string? text, out SessionId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>An appointment; its first two parts say which diary holds it: "tilbury.20261124.k7x2m9".</summary>
[JsonConverter(typeof(IdJsonConverter<AppointmentId>))]
public readonly record struct AppointmentId(string Value) : IId<AppointmentId>
{
    public static AppointmentId Create(string value) => new(value);

    public static bool TryParse(string? text, out AppointmentId id) =>
        IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A hold on slots.</summary>
[JsonConverter(typeof(IdJsonConverter<HoldId>))]
public readonly record struct HoldId(string Value) : IId<HoldId>
{
    public static HoldId Create(string value) => new(value);

    public static bool TryParse(string? text, out HoldId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A walk-in ticket; its first two parts say which diary holds it.</summary>
[JsonConverter(typeof(IdJsonConverter<TicketId>))]
public readonly record struct TicketId(string Value) : IId<TicketId>
{
    public static TicketId Create(string value) => new(value);

    public static bool TryParse(string? text, out TicketId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>A resident. Random: says nothing about the person.</summary>
[JsonConverter(typeof(IdJsonConverter<ResidentId>))]
public readonly record struct ResidentId(string Value) : IId<ResidentId>
{
    public static ResidentId Create(string value) => new(value);

    public static bool TryParse(string? text, out ResidentId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}

/// <summary>The caller's own key of one command (the Idempotency-Key): the same key is the same command.</summary>
[JsonConverter(typeof(IdJsonConverter<CommandId>))]
public readonly record struct CommandId(string Value) : IId<CommandId>
{
    public static CommandId Create(string value) => new(value);

    public static bool TryParse(string? text, out CommandId id) => IdText.TryParse(text, out id);

    public override string ToString() => Value;
}
