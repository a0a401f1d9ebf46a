using Hubs.LocalSilo.Runtime;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hubs.LocalSilo;

public static class LocalSiloServices
{
    /// <summary>
    /// Hosts grains in this process: registers <see cref="IGrainFactory"/>, and a hosted service that starts and stops the silo.
    /// Grains get their constructor parameters from a service scope of their own.
    /// </summary>
    public static IServiceCollection AddLocalSilo(
        this IServiceCollection services,
        Action<LocalSiloOptions> configure
    ) => services.AddLocalSilo((options, _) => configure(options));

    /// <inheritdoc cref="AddLocalSilo(IServiceCollection, Action{LocalSiloOptions})"/>
    public static IServiceCollection AddLocalSilo(
        this IServiceCollection services,
        Action<LocalSiloOptions, IServiceProvider> configure
    )
    {
        services.TryAddSingleton(provider =>
        {
            var options = new LocalSiloOptions();
            configure(options, provider);
            return new GrainEngine(
                options,
                provider,
                options.StateStore ?? provider.GetRequiredService<IStateStore>(),
                options.TimeProvider ?? provider.GetService<TimeProvider>() ?? TimeProvider.System,
                provider.GetService<ILoggerFactory>()?.CreateLogger("Hubs.LocalSilo")
                    ?? NullLogger.Instance
            );
        });
        services.TryAddSingleton<IGrainFactory>(provider =>
            provider.GetRequiredService<GrainEngine>()
        );
        services.TryAddSingleton<SiloMeter>();
        services.AddHostedService<SiloLifetime>();
        return services;
    }
}

/// <summary>Starts and stops the silo with the host.</summary>
internal sealed class SiloLifetime(GrainEngine engine, SiloMeter meter) : IHostedService
{
    public SiloMeter Meter => meter;

    public Task StartAsync(CancellationToken cancellationToken) => engine.Start();

    public Task StopAsync(CancellationToken cancellationToken) => engine.Stop(cancellationToken);
}
