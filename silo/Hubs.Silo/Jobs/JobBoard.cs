using System.Collections.Immutable;
using System.Text.Json;
using Hubs.Storage;
using Microsoft.Extensions.Logging;

namespace Hubs.Silo.Jobs;

/// <summary>
/// Runs the jobs and keeps how each last went, on disk. A job never runs twice at once, whoever asks: the schedule or a person.
/// </summary>
/// <param name="lease">Set where several processes share the jobs: the one that runs a job holds it for so long at a time.</param>
public sealed class JobBoard(
    JobTable table,
    IStateStore states,
    TimeProvider clock,
    ILogger<JobBoard> log,
    TimeSpan? lease = null
) : IDisposable
{
    private const string StateName = "job";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<JobRun>> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Every job of the table, in its order.</summary>
    public async Task<ImmutableArray<JobRow>> Rows()
    {
        var rows = ImmutableArray.CreateBuilder<JobRow>(table.Jobs.Length);
        foreach (var job in table.Jobs)
            rows.Add(await Row(job));
        return rows.MoveToImmutable();
    }

    public async Task<JobRow?> Find(string id) => table.Find(id) is { } job ? await Row(job) : null;

    /// <summary>Starts a job now; the task is its run. Null, and nothing is started, while it is running or when the program is stopping.</summary>
    public Task<JobRun>? Start(Job job, string by)
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested || _running.ContainsKey(job.Id))
                return null;
            return _running[job.Id] = Task.Run(() => RunToTheEnd(job, by));
        }
    }

    /// <summary>Asks what runs to stop, and waits until it has.</summary>
    public async Task Stop()
    {
        Task[] running;
        lock (_lock)
        {
            _stopping.Cancel();
            running = [.. _running.Values];
        }
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<JobRun> RunToTheEnd(Job job, string by)
    {
        try
        {
            var began = new JobRun(by, clock.GetUtcNow(), TimeSpan.Zero, JobResult.Running, "");
            if (await Begin(job, began) is { } elsewhere)
                return elsewhere;
            using var ended = new CancellationTokenSource();
            var holding = Hold(job, ended.Token);
            var run = await Run(job, began);
            await ended.CancelAsync();
            await holding;
            await Keep(job, record => record.Ended(run));
            return run;
        }
        finally
        {
            lock (_lock)
                _running.Remove(job.Id);
        }
    }

    /// <summary>Null when it may run here, else the run another process is at.</summary>
    private async Task<JobRun?> Begin(Job job, JobRun began)
    {
        var (record, etag) = await Read(job);
        if (IsHeldElsewhere(record))
            return record.LastRun;
        try
        {
            await Write(job, record.Began(began) with { HeldUntil = NextHold() }, etag);
            return null;
        }
        catch (StateConflictException) when (lease is not null)
        {
            // Another process began it in the same moment.
            return (await Read(job)).Record.LastRun;
        }
    }

    /// <summary>Holds the job for as long as it runs.</summary>
    private async Task Hold(Job job, CancellationToken ended)
    {
        if (lease is not { } time)
            return;
        try
        {
            while (true)
            {
                await Task.Delay(time / 3, clock, ended);
                await Keep(job, record => record with { HeldUntil = NextHold() });
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over.
        }
        // The run itself is idempotent, so losing the hold costs at most a run too many.
        catch (Exception fault) when (fault is StateConflictException or StateException)
        {
            log.LogWarning(fault, "Job {Job} is held no longer", job.Id);
        }
    }

    private DateTimeOffset? NextHold() => clock.GetUtcNow() + lease;

    private bool IsHeldElsewhere(JobRecord record) =>
        record is { LastRun.Result: JobResult.Running, HeldUntil: { } until }
        && until > clock.GetUtcNow();

    private async Task<JobRun> Run(Job job, JobRun began)
    {
        try
        {
            return End(JobResult.Succeeded, await job.Run(_stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return End(JobResult.Interrupted, "The program was stopped while this ran.");
        }
        // A job's fault belongs on the board, not in the scheduler: the next run is the retry.
        catch (Exception fault)
        {
            log.LogError(fault, "Job {Job} failed", job.Id);
            return End(JobResult.Failed, fault.Message);
        }

        JobRun End(JobResult result, string sentence) =>
            began with
            {
                Duration = clock.GetUtcNow() - began.StartedAt,
                Result = result,
                Sentence = sentence,
            };
    }

    private async Task<JobRow> Row(Job job)
    {
        var (record, _) = await Read(job);
        var last = record.LastRun;
        if (last?.Result == JobResult.Running && !IsRunning(job) && !IsHeldElsewhere(record))
            last = last with
            {
                Result = JobResult.Interrupted,
                Sentence = "The program ended while this ran.",
            };
        return new JobRow(
            job.Id,
            job.Title,
            job.When,
            job.NextAfter(clock.GetUtcNow()),
            last,
            record.LastSuccess,
            record.FailuresInARow
        );
    }

    private bool IsRunning(Job job)
    {
        lock (_lock)
            return _running.ContainsKey(job.Id);
    }

    private async Task Keep(Job job, Func<JobRecord, JobRecord> change)
    {
        var (record, etag) = await Read(job);
        await Write(job, change(record), etag);
    }

    private async Task Write(Job job, JobRecord record, string? etag) =>
        await states.Write(
            StateName,
            job.Id,
            JsonSerializer.SerializeToUtf8Bytes(record, JobsJson.Default.JobRecord),
            etag
        );

    private async Task<(JobRecord Record, string? Etag)> Read(Job job) =>
        await states.Read(StateName, job.Id) is { } stored
            ? (
                JsonSerializer.Deserialize(stored.Value.Span, JobsJson.Default.JobRecord)
                    ?? JobRecord.None,
                stored.Etag
            )
            : (JobRecord.None, null);
}
