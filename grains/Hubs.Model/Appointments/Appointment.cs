using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<AppointmentStatus>))]
public enum AppointmentStatus
{
    Booked,
    Arrived,
    InProgress,
    Completed,
    DidNotAttend,
    Cancelled,
}

/// <summary>A resident's claim on slots of one session.</summary>
public sealed record Appointment
{
    public required AppointmentId Id { get; init; }

    /// <summary>Eight letters and digits to read out on the telephone: "H7K2-M9XD".</summary>
    public required string Reference { get; init; }

    public required SessionId Session { get; init; }

    public required ServiceId Service { get; init; }

    /// <summary>From the start of the first slot to the end of the last.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>Null for a walk-in who gave no name.</summary>
    public SealedDetails? Resident { get; init; }

    /// <summary>What the person needs, from the Accessible Information list: "bsl-interpreter", "longer-slot", ...</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    public AppointmentStatus Status { get; init; } = AppointmentStatus.Booked;

    /// <summary>The status before, so that a slip can be undone: one step only. Null when there is nothing to undo.</summary>
    public AppointmentStatus? Before { get; init; }

    /// <summary>No published session supports it any more: somebody must move or cancel it. Apart from <see cref="Status"/>.</summary>
    public bool IsOrphaned { get; init; }

    public TicketId? Ticket { get; init; }

    /// <summary>The appointment this one replaced, or was replaced by, when it moved to another day or hub.</summary>
    public AppointmentId? MovedFrom { get; init; }

    public AppointmentId? MovedTo { get; init; }

    /// <summary>Everything but a cancelled or orphaned one: its slots are nobody else's.</summary>
    [JsonIgnore]
    public bool TakesSlots => Status is not AppointmentStatus.Cancelled && !IsOrphaned;

    /// <summary>Still to come, or going on: somebody would miss it.</summary>
    [JsonIgnore]
    public bool IsLive =>
        Status
            is AppointmentStatus.Booked
                or AppointmentStatus.Arrived
                or AppointmentStatus.InProgress;
}

/// <summary>Slots kept for somebody who is still deciding. Ends by itself.</summary>
public sealed record Hold(
    HoldId Id,
    SessionId Session,
    TimeWindow Window,
    DateTimeOffset Until,
    bool IsExtended
);
