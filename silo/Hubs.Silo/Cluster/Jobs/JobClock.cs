using Hangfire;
using Hangfire.Storage;
using Hubs.Model;
using Hubs.Silo.Jobs;
using Microsoft.Extensions.Hosting;

namespace Hubs.Silo.Cluster.Jobs;

/// <summary>Tells Hangfire about the table. What fell due while no silo was running is done once, when one is.</summary>
internal sealed class JobClock(
    IRecurringJobManager recurring,
    JobStorage storage,
    JobTable table,
    JobBoard board
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in table.Jobs)
        {
            var id = job.Id;
            recurring.AddOrUpdate<ScheduledRun>(
                id,
                run => run.Execute(id),
                job.Cron,
                new RecurringJobOptions
                {
                    TimeZone = UkCalendar.Zone,
                    MisfireHandling = MisfireHandlingMode.Relaxed,
                }
            );
        }
        ForgetOthers();
        return Task.CompletedTask;
    }

    /// <summary>Not before the hubs are loaded: a horizon moved on without them publishes an empty week.</summary>
    public static void RunAfterStart(JobTable table, JobBoard board)
    {
        foreach (var job in table.Jobs.Where(job => job.RunsAfterStart))
            _ = board.Start(job, "start");
    }

    public Task StopAsync(CancellationToken cancellationToken) => board.Stop();

    private void ForgetOthers()
    {
        using var connection = storage.GetConnection();
        foreach (
            var stored in connection.GetRecurringJobs().Where(job => table.Find(job.Id) is null)
        )
            recurring.RemoveIfExists(stored.Id);
    }
}

/// <summary>What Hangfire calls when a job is due. One that still runs, here or elsewhere, is left alone; a failure is on the board, and the next run is the retry.</summary>
internal sealed class ScheduledRun(JobTable table, JobBoard board)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task Execute(string id)
    {
        if (table.Find(id) is { } job && board.Start(job, "schedule") is { } run)
            await run;
    }
}
