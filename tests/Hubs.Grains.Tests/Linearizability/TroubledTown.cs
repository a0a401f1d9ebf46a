using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using HubsSilo = Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Linearizability;

/// <summary>The silo and the disk under many troubled days. A crash takes every one of them down at once.</summary>
internal sealed class TroubledTown(Func<IJournal, IJournal>? wrap = null) : IDisposable
{
    private const int MostCrashes = 3;

    private readonly FakeTimeProvider _clock = new(
        UkCalendar.Instant(HubsSilo.Date, new TimeOnly(8, 0))
    );
    private readonly SemaphoreSlim _crashing = new(1);
    private MemoryStore _store = null!;
    private IJournal _journal = null!;
    private volatile Process _process = null!;

    public WriteFaults Disk { get; } = new();

    /// <summary>The silo from its start to its death. What it says after that, nobody hears.</summary>
    internal sealed class Process(LocalSiloHost silo)
    {
        private volatile bool _isDead;

        public IGrainFactory Grains => silo.Grains;

        public bool IsDead => _isDead;

        public void Kill()
        {
            _isDead = true;
            silo.Kill();
        }

        public Task DropAll() => silo.DeactivateAll();
    }

    /// <summary>The one that runs now, or ran last while the next is starting.</summary>
    public Process Running => _process;

    public int Crashes { get; private set; }

    /// <summary>All days at once, each with what its clients saw.</summary>
    public async Task<(TroubledDay Day, IReadOnlyCollection<Operation<Asked>> History)[]> Live(
        IEnumerable<int> seeds
    )
    {
        _store = new MemoryStore(Disk);
        _journal = wrap?.Invoke(_store) ?? _store;
        await Start();
        var days = seeds.Select(seed => new TroubledDay(this, seed)).ToList();
        var lived = await Task.WhenAll(days.Select(async day => (day, await Task.Run(day.Live))));
        _process.Kill();
        return lived;
    }

    public async Task Publish(string stream, IReadOnlyList<ReadOnlyMemory<byte>> entries) =>
        await _store.Append(stream, JournalEnd.Empty, entries);

    /// <summary>The disk answers nobody for so many turns of whoever else runs.</summary>
    public void Stall(int turns)
    {
        Disk.Hold();
        _ = Release();

        async Task Release()
        {
            for (; turns > 0; turns--)
                await Task.Yield();
            Disk.Release();
        }
    }

    /// <summary>Not waited for: it ends when the disk lets the appends in flight go.</summary>
    public void DropAll() => _ = _process.DropAll();

    /// <summary>What was on its way to the disk may still arrive there, after the next silo has read it: as from a process that is slow to die.</summary>
    public async Task Crash()
    {
        await _crashing.WaitAsync();
        if (Crashes < MostCrashes)
        {
            Crashes++;
            _process.Kill();
            await Start();
        }
        _crashing.Release();
    }

    /// <summary>Nobody can be asked while one silo is dead and the next not there yet.</summary>
    public async Task WhenStarted()
    {
        await _crashing.WaitAsync();
        _crashing.Release();
    }

    private async Task Start() =>
        _process = new Process(
            await LocalSiloHost.Start(
                silo =>
                {
                    silo.AddGrainsBeside<DiaryGrain>();
                    silo.StateStore = _store;
                    silo.Json = HubsJson.Default.Options;
                },
                services => services.AddSingleton(_journal).AddSingleton<TimeProvider>(_clock)
            )
        );

    public void Dispose() => _crashing.Dispose();
}
