using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<PlanStatus>))]
public enum PlanStatus
{
    /// <summary>Nothing was allocated yet.</summary>
    Empty,
    Allocating,
    Draft,
    Publishing,
    Published,
}

/// <summary>One week: the draft, what is published, and what goes on now.</summary>
public sealed record PlanState
{
    public required IsoWeek Week { get; init; }

    public PlanStatus Status { get; init; } = PlanStatus.Empty;

    public Plan? Draft { get; init; }

    public Plan? Published { get; init; }

    /// <summary>Raised by every run and publication.</summary>
    public long Version { get; init; }

    /// <summary>What did not go as planned in the last run or publication, in sentences.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    public PlanProgress? Progress { get; init; }

    /// <summary>What was done to the draft since the last publication, oldest first; the last is what undoing takes back.</summary>
    public ImmutableArray<PlanStep> Steps { get; init; } = [];

    /// <summary>Steps taken back; the last is what doing again brings back.</summary>
    public ImmutableArray<PlanStep> Undone { get; init; } = [];
}

/// <summary>How far a running allocation or publication is; <see cref="Done"/> runs from 0 to 1.</summary>
public sealed record PlanProgress(
    string Step,
    double Done,
    int Placed,
    int Wanted,
    double Cost,
    TimeSpan Elapsed
)
{
    /// <summary>How the score fell so far.</summary>
    public ImmutableArray<ScoreAt> Trail { get; init; } = [];
}

/// <summary>Allocates the week afresh. The answer comes at once; follow <c>Get</c>. With <see cref="PublishWhenDone"/> the result is published
/// without anybody looking first: only for a week in which nobody can have booked yet. <see cref="Iterations"/> null: as many as fit the time.</summary>
public sealed record RunPlan(
    CommandInfo Info,
    int Seed,
    long? Iterations,
    TimeSpan TimeBudget,
    bool PublishWhenDone = false
);

/// <summary>Publishes the draft of <see cref="Version"/>. <see cref="AcceptedOrphans"/>: how many orphaned appointments the coordinator was shown and accepted.</summary>
public sealed record PublishPlan(CommandInfo Info, long Version, int AcceptedOrphans);

public sealed record PlanReceipt(IsoWeek Week, PlanStatus Status) : Receipt;

/// <summary>The damage, before it is done: per diary what publishing would change, and who would lose their place.</summary>
public sealed record PublishPreview(IsoWeek Week, long Version, ImmutableArray<DayReceipt> Days)
{
    [JsonIgnore]
    public int Orphaned => Days.Sum(day => day.Orphaned.Length);
}
