using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Api;

public sealed record PlaceSessionBody : IChecked, IHasReason
{
    public required HubId Hub { get; init; }
    public required DateOnly Date { get; init; }
    public required ServiceId Service { get; init; }
    public required SlotStart Start { get; init; }

    /// <summary>Missing means the service's usual length.</summary>
    public TimeSpan? Length { get; init; }
    public required ImmutableArray<ClinicianId> Clinicians { get; init; }

    /// <summary>Missing means the most suitable free room.</summary>
    public RoomId? Room { get; init; }
    public string? Reason { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (Clinicians.Length is 0 or > 10)
            yield return ("clinicians", "must name 1 to 10 clinicians");
        if (
            Length is { } length
            && (length < TimeSpan.FromMinutes(5) || length > TimeSpan.FromHours(12))
        )
            yield return ("length", "must be PT5M to PT12H");
        foreach (var fault in Check.Start(Start, Date).Concat(Check.Reason(Reason)))
            yield return fault;
    }
}

public sealed record ChangeRoomBody : IHasReason
{
    public required RoomId Room { get; init; }
    public string? Reason { get; init; }
}

public sealed record RoomStateBody : IHasReason
{
    public required RoomState State { get; init; }
    public string? Reason { get; init; }
}

public sealed record BlockRoomBody : IChecked, IHasReason
{
    public required SlotStart From { get; init; }
    public required SlotStart To { get; init; }

    /// <summary>"Flooded": staff read it on the board.</summary>
    public required string Reason { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (To.Time <= From.Time)
            yield return ("to", "must be after from");
        if (Reason.Trim().Length is 0 or > 200)
            yield return ("reason", "must be 1 to 200 characters");
    }
}

public sealed record LeaveBody : IChecked
{
    public required DateOnly From { get; init; }

    /// <summary>The last day away.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only this part of each day.</summary>
    public TimeWindow? Window { get; init; }
    public string Reason { get; init; } = "";

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (To < From)
            yield return ("to", "must not be before from");
        if (To.DayNumber - From.DayNumber > 366)
            yield return ("to", "must be within a year of from");
        foreach (var fault in Check.Reason(Reason))
            yield return fault;
    }
}

public sealed record ServiceMixBody
{
    /// <summary>The network version the new mix is based on (ETag of GET hubs/{hub}).</summary>
    public required long Version { get; init; }
    public required ImmutableArray<ServiceTarget> Mix { get; init; }
}

public sealed record RunPlanBody : IChecked
{
    public required IsoWeek Week { get; init; }
    public int Seed { get; init; } = 1;
    public long Iterations { get; init; } = long.MaxValue;

    /// <summary>At most this long; the best plan found becomes the draft.</summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromSeconds(20);

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (Iterations < 1)
            yield return ("iterations", "must be at least 1");
        if (TimeBudget < TimeSpan.FromSeconds(1) || TimeBudget > TimeSpan.FromMinutes(10))
            yield return ("timeBudget", "must be PT1S to PT10M");
    }
}

public sealed record PublishPlanBody
{
    public required long Version { get; init; }

    /// <summary>How many appointments may lose their place: what the preview showed.</summary>
    public int AcceptedOrphans { get; init; }
}

public sealed record PinBody
{
    public required ImmutableArray<SessionId> Sessions { get; init; }
    public bool Pinned { get; init; } = true;
}

public sealed record MoveSessionBody
{
    /// <summary>The version of the plan the move was decided on.</summary>
    public required long Version { get; init; }
    public required RoomId Room { get; init; }
    public required DateOnly Date { get; init; }
    public required TimeOnly Start { get; init; }

    /// <summary>Missing means whoever suits best, those who run it now first.</summary>
    public ImmutableArray<ClinicianId> Clinicians { get; init; } = [];

    /// <summary>The sessions of the verdict's moves and those displaced: what the coordinator accepts.</summary>
    public ImmutableArray<SessionId> Others { get; init; } = [];
}

/// <summary>A change to the plan of this version, and no other.</summary>
public sealed record PlanVersionBody
{
    public required long Version { get; init; }
}
