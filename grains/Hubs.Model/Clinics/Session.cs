using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A session a clinic wants in one week, not yet placed. With <see cref="On"/> the date is fixed, else any day of the week will do.</summary>
public sealed record WantedSession(SessionId Id, ClinicId Clinic, DateOnly? On)
{
    /// <summary>Set when every hub that would do is shut then: the session cannot be placed, and this is why.</summary>
    public Closure? Closure { get; init; }
}

/// <summary>A placed session: one room, one stretch of time, the people and kit in it. Nothing here names a resident.</summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    /// <summary>The clinic it belongs to; null for one booked by hand.</summary>
    public ClinicId? Clinic { get; init; }

    public required ServiceId Service { get; init; }

    /// <summary>The service's staff name and public name as they were when the session was placed.</summary>
    public required string ServiceName { get; init; }

    public required string PublicName { get; init; }

    public required OrganisationId Organisation { get; init; }

    public required HubId Hub { get; init; }

    public required RoomId Room { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Turnaround not included.</summary>
    public required TimeWindow Window { get; init; }

    public ImmutableArray<ClinicianId> Clinicians { get; init; } = [];

    public ImmutableArray<string> ClinicianNames { get; init; } = [];

    public ImmutableArray<EquipmentNeed> Equipment { get; init; } = [];

    /// <summary>The longer of the room's and the service's turnaround.</summary>
    public TimeSpan TurnaroundBefore { get; init; }

    public TimeSpan TurnaroundAfter { get; init; }

    public required TimeSpan SlotLength { get; init; }

    public int SlotCapacity { get; init; } = 1;

    public TimeSpan BreakAfter { get; init; }

    public TimeSpan BreakLength { get; init; }

    public bool IsPublic { get; init; } = true;

    /// <summary>The allocator must leave it where it is.</summary>
    public bool IsPinned { get; init; }

    /// <summary>The time the room is not free for anybody else.</summary>
    [JsonIgnore]
    public TimeWindow RoomWindow => Window.Widen(TurnaroundBefore, TurnaroundAfter);
}
