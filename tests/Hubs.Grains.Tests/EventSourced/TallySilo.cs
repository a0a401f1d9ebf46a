using Hubs.LocalSilo;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Grains.Tests.EventSourced;

/// <summary>One tally on a silo whose disk outlives it and fails on demand.</summary>
internal sealed class TallySilo : IAsyncDisposable
{
    public const string Stream = "tally/t";

    /// <summary>The snapshot's name in the state store.</summary>
    public const string SnapshotTarget = "tally.snapshot/t";

    private LocalSiloHost? _host;

    public TallySilo()
    {
        Store = new MemoryStore(Faults);
        Journal = new ObservedJournal(Store);
    }

    public FakeTimeProvider Clock { get; } = new();

    public WriteFaults Faults { get; } = new();

    public MemoryStore Store { get; }

    public ObservedJournal Journal { get; }

    public TallyWatcher Watcher { get; } = new();

    public ITallyGrain Tally => _host!.Grains.GetGrain<ITallyGrain>("t");

    /// <param name="states">Where snapshots are kept, if not beside the journal.</param>
    public async Task Start(IStateStore? states = null) =>
        _host = await LocalSiloHost.Start(
            silo =>
            {
                silo.AddGrainsBeside<TallyGrain>();
                silo.StateStore = states ?? Store;
                silo.Json = TallyJson.Default.Options;
                silo.TimeProvider = Clock;
                silo.ResponseTimeout = TimeSpan.FromHours(1);
            },
            services => services.AddSingleton<IJournal>(Journal).AddSingleton(Watcher)
        );

    /// <summary>An orderly stop and a new start.</summary>
    public async Task Restart(IStateStore? states = null)
    {
        await DisposeAsync();
        await Start(states);
    }

    /// <summary>Dies without a word, and starts again.</summary>
    public async Task Crash()
    {
        _host!.Kill();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.DisposeAsync();
    }
}
