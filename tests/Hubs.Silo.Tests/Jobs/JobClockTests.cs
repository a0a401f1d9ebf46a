using Hubs.Silo.Jobs;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Silo.Tests.Jobs;

/// <summary>Quartz itself, on its SQLite file, under a clock moved by hand.</summary>
public sealed class JobClockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hubs-jobs-").FullName;
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new(
        new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)
    );
    private readonly SemaphoreSlim _ran = new(0);
    private int _runs;

    [Fact]
    public async Task Runs_missed_while_the_program_was_off_are_caught_up_once()
    {
        await using (var first = await Start())
            Assert.Equal(0, _ran.CurrentCount);

        _clock.Advance(TimeSpan.FromDays(3)); // three nights missed
        await using (var second = await Start())
            Assert.True(await RunComes(), "the missed run was not caught up");

        await using (var third = await Start())
        {
            _clock.Advance(TimeSpan.FromHours(15)); // past 02:15
            Assert.True(await RunComes(), "the next run did not come");
        }
        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_schedule_that_changed_is_followed_from_now_on()
    {
        await using (var first = await Start("0 15 2 * * ?"))
            Assert.Equal(0, _ran.CurrentCount);

        _clock.Advance(TimeSpan.FromHours(1));
        await using (var second = await Start("0 0 14 * * ?"))
        {
            _clock.Advance(TimeSpan.FromMinutes(61));
            Assert.True(await RunComes(), "14:00 was not followed");
        }
    }

    public void Dispose()
    {
        _ran.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Quartz reads the clock on a thread of its own, so time goes on in small steps until it has seen it.</summary>
    private async Task<bool> RunComes()
    {
        for (var step = 0; step < 200; step++)
        {
            if (await _ran.WaitAsync(TimeSpan.FromMilliseconds(100)))
                return true;
            _clock.Advance(TimeSpan.FromSeconds(20));
        }
        return false;
    }

    private JobTable Table(string cron = "0 15 2 * * ?") =>
        new(
            new Job(
                "nightly",
                "Nightly work",
                "every night",
                cron,
                _ =>
                {
                    _runs++;
                    _ran.Release();
                    return Task.FromResult("done");
                }
            )
        );

    private async Task<RunningHost> Start(string cron = "0 15 2 * * ?")
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IStateStore>(_store);
        builder.Services.AddSingleton(Table(cron));
        builder.Services.AddLogging();
        builder.Services.AddJobs(_folder);
        var host = builder.Build();
        await host.StartAsync();
        return new RunningHost(host);
    }

    private sealed class RunningHost(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
