using System.Text.Json;
using System.Text.Json.Serialization;
using Hubs.Model;
using Quartz;

namespace Hubs.Silo.Jobs;

/// <summary>
/// Something done again and again. <see cref="Run"/> must be idempotent (it may be repeated after a crash, or on a person's wish)
/// and answers with a sentence that says what it did.
/// </summary>
/// <param name="Id">Stable, kebab-case; in addresses and in the stored outcomes.</param>
/// <param name="When">The schedule in words.</param>
/// <param name="Cron">The same as Quartz writes it (seconds first), in London time.</param>
public sealed record Job(
    string Id,
    string Title,
    string When,
    string Cron,
    Func<CancellationToken, Task<string>> Run
)
{
    /// <summary>Also once right after the program has started.</summary>
    public bool RunsAfterStart { get; init; }

    private readonly CronExpression _schedule = new(Cron, UkCalendar.Zone);

    public DateTimeOffset? NextAfter(DateTimeOffset time) =>
        _schedule.GetNextValidTimeAfter(time) is { } next ? UkCalendar.Local(next) : null;
}

[JsonConverter(typeof(KebabEnumConverter<JobResult>))]
public enum JobResult
{
    Running,
    Succeeded,
    Failed,

    /// <summary>The program stopped while it ran.</summary>
    Interrupted,
}

/// <summary>One run. <see cref="By"/> is a staff or sign-in name, or "schedule".</summary>
public sealed record JobRun(
    string By,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    JobResult Result,
    string Sentence
);

/// <summary>What is kept of a job between starts of the program.</summary>
public sealed record JobRecord
{
    public static readonly JobRecord None = new();

    public JobRun? LastRun { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>Where several processes share the jobs: while one runs, nobody else begins it before this.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public JobRecord Began(JobRun run) => this with { LastRun = run };

    public JobRecord Ended(JobRun run) =>
        run.Result switch
        {
            JobResult.Succeeded => new JobRecord
            {
                LastRun = run,
                LastSuccess = run.StartedAt + run.Duration,
            },
            JobResult.Failed => this with
            {
                LastRun = run,
                FailuresInARow = FailuresInARow + 1,
                HeldUntil = null,
            },
            _ => this with { LastRun = run, HeldUntil = null },
        };
}

/// <summary>One line of the jobs page.</summary>
public sealed record JobRow(
    string Id,
    string Title,
    string When,
    DateTimeOffset? NextRun,
    JobRun? LastRun,
    DateTimeOffset? LastSuccess,
    int FailuresInARow
)
{
    public bool IsRunning => LastRun?.Result == JobResult.Running;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(IsoDurationConverter)]
)]
[JsonSerializable(typeof(JobRecord))]
internal sealed partial class JobsJson : JsonSerializerContext;
