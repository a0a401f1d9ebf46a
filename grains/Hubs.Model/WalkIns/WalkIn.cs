using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<WalkInStatus>))]
public enum WalkInStatus
{
    Waiting,
    Placed,
    SentToOtherHub,
    Left,
}

/// <summary>Someone who came without an appointment. <see cref="Number"/> is called out: "W07".</summary>
public sealed record WalkIn(
    TicketId Id,
    string Number,
    ServiceId Service,
    DateTimeOffset ArrivedAt,
    WalkInStatus Status,
    AppointmentId? Appointment,
    HubId? SentTo
)
{
    /// <summary>The service's staff name as it was when the person came.</summary>
    public string? ServiceName { get; init; }
}
