using Hubs.LocalSilo.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hubs.LocalSilo;

/// <summary>
/// A silo by itself, for tests and tools:
/// <c>await using var silo = await LocalSiloHost.Start(o => o.AddGrainsBeside&lt;DiaryGrain&gt;()...)</c>.
/// With a fake clock, timers, reminders, idle collection and time limits happen inside the clock's Advance; what they set off
/// asynchronously has ended after <see cref="WhenQuiet"/>.
/// </summary>
public sealed class LocalSiloHost : IAsyncDisposable
{
    // Real time: a test's fake clock must not be able to hang the end of the test.
    private static readonly TimeSpan s_disposeLimit = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services;
    private readonly GrainEngine _engine;

    private LocalSiloHost(ServiceProvider services)
    {
        _services = services;
        _engine = services.GetRequiredService<GrainEngine>();
    }

    public IGrainFactory Grains => _engine;
    public IServiceProvider Services => _services;

    /// <summary>How many grains are in memory.</summary>
    public int Activations => _engine.Activations.Count();

    public static async Task<LocalSiloHost> Start(
        Action<LocalSiloOptions> configure,
        Action<IServiceCollection>? addServices = null
    )
    {
        var services = new ServiceCollection();
        addServices?.Invoke(services);
        services.AddLocalSilo(configure);
        ServiceProvider provider = services.BuildServiceProvider();
        var host = new LocalSiloHost(provider);
        foreach (IHostedService service in provider.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>Completes when no call is in progress or waiting, and nothing activates or deactivates.</summary>
    public Task WhenQuiet() => _engine.Quiet.WhenQuiet();

    /// <summary>Deactivates every grain as if idle; the next calls activate them afresh.</summary>
    public Task DeactivateAll() =>
        _engine.DeactivateAll(new(DeactivationReasonCode.ActivationIdle, "Asked by the host."));

    /// <summary>Orderly stop: deactivates every grain after the calls in progress.</summary>
    public Task Stop(CancellationToken abandon = default) => _engine.Stop(abandon);

    /// <summary>Ends as a killed process does: nothing is deactivated, nothing more is saved.</summary>
    public void Kill() => _engine.Kill();

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(s_disposeLimit);
        await Stop(limit.Token);
        await _services.DisposeAsync();
    }
}
