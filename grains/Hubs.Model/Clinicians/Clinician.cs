using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>A person who runs sessions.</summary>
public sealed record Clinician
{
    public required ClinicianId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>"GP", "Practice nurse", "Physiotherapist", ...</summary>
    public required string Role { get; init; }

    public required OrganisationId Organisation { get; init; }

    /// <summary>The services this person may run.</summary>
    public ImmutableArray<ServiceId> Competences { get; init; } = [];

    public required HubId HomeHub { get; init; }

    /// <summary>All hubs this person works at, the home hub included.</summary>
    public ImmutableArray<HubId> Hubs { get; init; } = [];

    public ImmutableArray<WeeklyWindow> Availability { get; init; } = [];

    /// <summary>Session time in one day, at most.</summary>
    public TimeSpan DailyMaximum { get; init; } = TimeSpan.FromHours(8);

    public ImmutableArray<Leave> Leave { get; init; } = [];

    public bool IsOnLeave(DateOnly date, TimeWindow window) =>
        Leave.Any(l =>
            l.From <= date && date <= l.To && (l.Window is not { } part || part.Overlaps(window))
        );
}

/// <summary>Days away, both ends included; with a window, only that part of each day.</summary>
public sealed record Leave(DateOnly From, DateOnly To, TimeWindow? Window, string Reason);
