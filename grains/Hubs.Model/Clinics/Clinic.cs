using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// A repeating wish. Either <see cref="Recurrence"/> says on which dates ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", from <see cref="StartsOn"/>),
/// or <see cref="SessionsPerWeek"/> says how many and the allocator chooses the days.
/// </summary>
public sealed record Clinic
{
    public required ClinicId Id { get; init; }

    public required string Name { get; init; }

    public required ServiceId Service { get; init; }

    public required OrganisationId Organisation { get; init; }

    /// <summary>Any of these hubs will do.</summary>
    public ImmutableArray<HubId> Hubs { get; init; } = [];

    /// <summary>An RFC 5545 RRULE without the "RRULE:"; null when <see cref="SessionsPerWeek"/> counts.</summary>
    public string? Recurrence { get; init; }

    public DateOnly? StartsOn { get; init; }

    public ImmutableArray<DateOnly> ExceptDates { get; init; } = [];

    public int SessionsPerWeek { get; init; }

    public required TimeSpan Length { get; init; }

    /// <summary>When a session may take place; empty means whenever the hub is open.</summary>
    public ImmutableArray<WeeklyWindow> Allowed { get; init; } = [];

    public ImmutableArray<WeeklyWindow> Preferred { get; init; } = [];

    /// <summary>Sessions start this often past the hour or past the start of an allowed window (a multiple of five minutes).</summary>
    public TimeSpan StartEvery { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>One need per person in the room.</summary>
    public ImmutableArray<ClinicianNeed> Clinicians { get; init; } = [];

    /// <summary>What the room must have beyond what the service asks for.</summary>
    public RoomNeed Room { get; init; } = new();

    public ImmutableArray<RoomId> PreferredRooms { get; init; } = [];

    public ImmutableArray<EquipmentNeed> Equipment { get; init; } = [];

    /// <summary>People expected at once.</summary>
    public int Attendance { get; init; } = 1;

    /// <summary>Weekdays the sessions should be spread over, at least.</summary>
    public int MinimumDays { get; init; } = 1;

    public int? MaximumPerDay { get; init; }

    /// <summary>1 = would be nice ... 5 = must not be missed.</summary>
    public int Priority { get; init; } = 3;
}

/// <summary>One person: any of <see cref="AnyOf"/>, or, when that is empty, anyone of the clinic's organisation competent in its service.</summary>
public sealed record ClinicianNeed
{
    public ImmutableArray<ClinicianId> AnyOf { get; init; } = [];
}
