using Hubs.Model;
using Hubs.Silo.Jobs;
using Hubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Silo.Tests.Jobs;

public sealed class JobBoardTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Monday);
    private readonly MemoryStore _store = new();
    private readonly List<JobBoard> _boards = [];
    private Func<CancellationToken, Task<string>> _work = _ => Task.FromResult("3 holds ended");

    [Fact]
    public async Task A_job_that_never_ran_shows_only_when_it_is_next_due()
    {
        var row = (await Board().Rows()).Single();

        Assert.Null(row.LastRun);
        Assert.Equal("every night at 02:15", row.When);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 15, 0, TimeSpan.Zero), row.NextRun);
    }

    [Fact]
    public async Task A_run_is_kept_with_who_when_how_long_and_what()
    {
        _work = _ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(12));
            return Task.FromResult("3 holds ended");
        };

        await Board().Start(Job(), "Ann")!;

        var expected = new JobRun(
            "Ann",
            Monday,
            TimeSpan.FromSeconds(12),
            JobResult.Succeeded,
            "3 holds ended"
        );
        var row = await Board().Find("tidy"); // another board: after a restart
        Assert.Equal(expected, row!.LastRun);
        Assert.Equal(Monday.AddSeconds(12), row.LastSuccess);
    }

    [Fact]
    public async Task Failures_are_counted_until_a_run_succeeds()
    {
        var board = Board();
        _work = _ => throw new IOException("The disk is full");
        await board.Start(Job(), "schedule")!;
        await board.Start(Job(), "schedule")!;

        var failed = await board.Find("tidy");
        Assert.Equal(2, failed!.FailuresInARow);
        Assert.Equal(JobResult.Failed, failed.LastRun!.Result);
        Assert.Equal("The disk is full", failed.LastRun.Sentence);
        Assert.Null(failed.LastSuccess);

        _work = _ => Task.FromResult("done");
        await board.Start(Job(), "schedule")!;
        Assert.Equal(0, (await board.Find("tidy"))!.FailuresInARow);
    }

    [Fact]
    public async Task A_job_never_runs_twice_at_once()
    {
        var (began, mayEnd) = Gate();
        var board = Board();
        var first = board.Start(Job(), "schedule")!;
        await began;

        Assert.Null(board.Start(Job(), "Ann"));
        Assert.True((await board.Find("tidy"))!.IsRunning);

        mayEnd.SetResult();
        await first;
        await board.Start(Job(), "Ann")!;
        Assert.Equal("Ann", (await board.Find("tidy"))!.LastRun!.By);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_reads_as_interrupted_after_a_restart()
    {
        var (began, mayEnd) = Gate();
        var first = Board().Start(Job(), "schedule")!;
        await began;

        var row = await Board().Find("tidy"); // a board that knows nothing of that run, as after a crash

        Assert.Equal(JobResult.Interrupted, row!.LastRun!.Result);
        mayEnd.SetResult();
        await first;
    }

    [Fact]
    public async Task Stopping_interrupts_what_runs_and_starts_no_more()
    {
        var began = new TaskCompletionSource();
        _work = async stopping =>
        {
            began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return "never";
        };
        var board = Board();
        var run = board.Start(Job(), "schedule")!;
        await began.Task;

        await board.Stop();

        Assert.Equal(JobResult.Interrupted, (await run).Result);
        Assert.Equal(JobResult.Interrupted, (await board.Find("tidy"))!.LastRun!.Result);
        Assert.Null(board.Start(Job(), "Ann"));
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:15:00Z")] // 02:15 summer time
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T02:15:00Z")] // 02:15 winter time
    public void A_nightly_job_keeps_its_London_time_when_the_clocks_change(
        string now,
        string due
    ) =>
        Assert.Equal(
            DateTimeOffset.Parse(due, null),
            Job().NextAfter(DateTimeOffset.Parse(now, null))
        );

    [Fact]
    public void Two_jobs_with_one_id_are_refused() =>
        Assert.Throws<ArgumentException>(() => new JobTable(Job(), Job()));

    public void Dispose() => _boards.ForEach(board => board.Dispose());

    [Fact]
    public async Task A_job_another_process_runs_is_not_begun_here_and_is_shown_as_running()
    {
        var (began, mayEnd) = Gate();
        var (here, there) = (Shared(), Shared());
        var run = here.Start(Job(), "here")!;
        await began;

        var other = await there.Start(Job(), "there")!;

        Assert.Equal("here", other.By);
        Assert.True((await there.Rows()).Single().IsRunning);
        mayEnd.SetResult();
        Assert.Equal("done", (await run).Sentence);
        Assert.Equal("there", (await there.Start(Job(), "there")!).By);
    }

    [Fact]
    public async Task A_job_of_a_process_that_died_may_begin_elsewhere_when_its_hold_is_over()
    {
        var etag = await _store.Write("job", "tidy", Held(), null);
        Assert.Equal("dead", (await Shared().Start(Job(), "there")!).By);

        _clock.Advance(Lease);

        Assert.Equal(JobResult.Interrupted, (await Shared().Rows()).Single().LastRun!.Result);
        Assert.Equal("there", (await Shared().Start(Job(), "there")!).By);
        Assert.NotEqual(etag, (await _store.Read("job", "tidy"))!.Etag);
    }

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static ReadOnlyMemory<byte> Held() =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new JobRecord
            {
                LastRun = new("dead", Monday, TimeSpan.Zero, JobResult.Running, ""),
                HeldUntil = Monday + Lease,
            },
            JobsJson.Default.JobRecord
        );

    private JobBoard Shared() => Board(Lease);

    /// <summary>Work that says when it began and waits to be let go; a second run passes at once.</summary>
    private (Task Began, TaskCompletionSource MayEnd) Gate()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        _work = async _ =>
        {
            began.TrySetResult();
            await mayEnd.Task;
            return "done";
        };
        return (began.Task, mayEnd);
    }

    private JobBoard Board(TimeSpan? lease = null)
    {
        var board = new JobBoard(
            new JobTable(Job()),
            _store,
            _clock,
            NullLogger<JobBoard>.Instance,
            lease
        );
        _boards.Add(board);
        return board;
    }

    private Job Job() =>
        new("tidy", "Tidy up", "every night at 02:15", "0 15 2 * * ?", stop => _work(stop));
}
