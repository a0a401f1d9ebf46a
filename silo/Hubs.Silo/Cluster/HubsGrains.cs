using Hubs.Silo.Cluster;
using Hubs.Silo.Cluster.Jobs;
using Hubs.Silo.Cluster.Wire;
using Hubs.Silo.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Hubs.Silo;

/// <summary>The cluster edition, seen from a web node: the grains are in the silos, and this process is their client.</summary>
public static class HubsGrains
{
    // Calls to a silo that was killed end only here, and a page may be asked again with the same key.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookForSilos = TimeSpan.FromSeconds(3);

    /// <summary>What a web node needs to reach the grains. Until a silo answers, the start waits.</summary>
    /// <exception cref="ConfigurationUnusableException">The message says which setting is wrong.</exception>
    public static void AddHubsGrains(this IHostApplicationBuilder builder, SiloFolders folders)
    {
        var settings = ClusterSettings.Of(builder.Configuration);
        var services = builder.Services;
        builder.Logging.KeepToTheProduct();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(folders);
        services.AddSingleton(new NetworkAge(TimeSpan.FromSeconds(1)));
        services.AddModelWire();
        services.AddClusterStores(settings);
        services.AddClusterJobs();
        services.AddHostedService<JobsEnd>();
        builder.UseOrleansClient(client =>
        {
            client.UseMembership(settings);
            client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = LookForSilos);
            client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = LongestCall);
            client.UseConnectionRetryFilter<WaitForSilos>();
            client.AddOutgoingGrainCallFilter<Unanswered>();
        });
    }

    private sealed class WaitForSilos(TimeProvider clock) : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(
            Exception exception,
            CancellationToken cancellationToken
        )
        {
            await Task.Delay(LookForSilos, clock, cancellationToken);
            return true;
        }
    }

    /// <summary>A job that a person started here ends before the process does.</summary>
    private sealed class JobsEnd(JobBoard board) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => board.Stop();
    }
}
