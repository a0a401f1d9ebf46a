using Hubs.Model;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Hubs.Silo.Jobs;

/// <summary>
/// Tells Quartz, whose own SQLite file remembers when each job is next due, about the table. What fell due while the program was
/// not running is done once, right after the start.
/// </summary>
internal sealed class JobClock(ISchedulerFactory factory, JobTable table, JobBoard board)
    : IHostedService
{
    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _scheduler = await factory.GetScheduler(cancellationToken);
        foreach (var job in table.Jobs)
            await Schedule(_scheduler, job, cancellationToken);
        await ForgetOthers(_scheduler, cancellationToken);
        await _scheduler.Start(cancellationToken);
        foreach (var job in table.Jobs.Where(job => job.RunsAfterStart))
            _ = board.Start(job, "start");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { } scheduler)
            await scheduler.Standby(cancellationToken);
        await board.Stop();
        if (_scheduler is { } running)
            await running.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    /// <summary>A trigger that is there and still right keeps its due time, which may have passed: that is how a missed run is known.</summary>
    private static async Task Schedule(IScheduler scheduler, Job job, CancellationToken stop)
    {
        if (
            await scheduler.GetTrigger(new TriggerKey(job.Id), stop) is ICronTrigger known
            && known.CronExpressionString == job.Cron
            && known.TimeZone.Id == UkCalendar.Zone.Id
        )
            return;
        var detail = JobBuilder.Create<ScheduledRun>().WithIdentity(job.Id).Build();
        var trigger = TriggerBuilder
            .Create()
            .WithIdentity(job.Id)
            .WithCronSchedule(
                job.Cron,
                cron =>
                    cron.InTimeZone(UkCalendar.Zone)
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();
        await scheduler.ScheduleJob(
            detail,
            trigger,
            new ScheduleJobOptions { Replace = true },
            stop
        );
    }

    private async Task ForgetOthers(IScheduler scheduler, CancellationToken stop)
    {
        var stored = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), stop);
        foreach (var key in stored.Where(key => table.Find(key.Name) is null))
            await scheduler.DeleteJob(key, stop);
    }
}

/// <summary>What Quartz calls when a job is due. One that still runs from before is left alone.</summary>
internal sealed class ScheduledRun(JobTable table, JobBoard board) : IJob
{
    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    )
    {
        if (
            table.Find(context.JobDetail.Key.Name) is { } job
            && board.Start(job, "schedule") is { } run
        )
            await run;
    }
}
