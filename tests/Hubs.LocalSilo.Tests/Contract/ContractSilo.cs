using Microsoft.Extensions.Time.Testing;

namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>
/// A silo with the contract's grains, a clock of its own and a store that outlives it. The only file of the contract suite that knows
/// which engine hosts the grains.
/// </summary>
public sealed class ContractSilo : IAsyncDisposable
{
    private LocalSiloHost _host = null!;

    public FakeTimeProvider Clock { get; } = new(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    public DictionaryStateStore Store { get; private init; } = new();
    public IGrainFactory Grains => _host.Grains;

    public static async Task<ContractSilo> Start()
    {
        var silo = new ContractSilo();
        await silo.StartHost();
        return silo;
    }

    /// <summary>Another silo that writes to the same store, which no deployment may have.</summary>
    public async Task<ContractSilo> StartRival()
    {
        var rival = new ContractSilo { Store = Store };
        await rival.StartHost();
        return rival;
    }

    /// <summary>Moves the clock, at once or in steps, and waits each time until what that set off has ended.</summary>
    public async Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        TimeSpan left = time;
        while (left > TimeSpan.Zero)
        {
            TimeSpan next = step is { } s && s < left ? s : left;
            Clock.Advance(next);
            left -= next;
            await _host.WhenQuiet().WaitAsync(Patience);
        }
    }

    /// <summary>Moves the clock without waiting for anything: for tests in which a call hangs.</summary>
    public void Advance(TimeSpan time) => Clock.Advance(time);

    public Task WhenQuiet() => _host.WhenQuiet().WaitAsync(Patience);

    public Task DeactivateAll() => _host.DeactivateAll().WaitAsync(Patience);

    public Task Stop(CancellationToken abandon = default) =>
        _host.Stop(abandon).WaitAsync(Patience, CancellationToken.None);

    public async Task Restart()
    {
        await _host.DisposeAsync();
        await StartHost();
    }

    /// <summary>As after a power cut, which lasted so long.</summary>
    public async Task KillAndRestart(TimeSpan down = default)
    {
        _host.Kill();
        await _host.DisposeAsync();
        Clock.Advance(down);
        await StartHost();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Real time after which a test that hangs is a failed test.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    private async Task StartHost() =>
        _host = await LocalSiloHost.Start(options =>
        {
            options.AddGrainsBeside<ContractSilo>();
            options.StateStore = Store;
            options.TimeProvider = Clock;
        });
}
