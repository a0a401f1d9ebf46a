using Hubs.Grains;
using Hubs.Silo.Cluster.Azure;
using Hubs.Silo.Cluster.Jobs;
using Hubs.Silo.Cluster.Postgres;
using Hubs.Silo.Cluster.Wire;
using Hubs.Silo.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Hubs.Silo.Cluster;

/// <summary>One silo of the cluster: grains, their stores, and the jobs' clock.</summary>
public static class ClusterSilo
{
    // Draining: calls in progress end, grains write their snapshots and move out.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);

    /// <exception cref="ConfigurationUnusableException">The message says which setting is wrong.</exception>
    public static void AddClusterSilo(
        this IHostApplicationBuilder builder,
        ClusterSettings settings,
        SiloFolders folders
    )
    {
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestDrain);
        services.AddSingleton(DemoClock.Of(builder.Configuration));
        // Silos agree with each other by the machines' clocks, whatever time is shown.
        foreach (
            var own in new[]
            {
                TimeProviderNames.Membership,
                TimeProviderNames.SystemTimers,
                TimeProviderNames.GrainDirectory,
            }
        )
            services.AddKeyedSingleton(own, TimeProvider.System);
        services.TryAddSingleton(HorizonSettings.In(builder.Configuration));
        services.AddSingleton(folders);
        services.AddSingleton(
            new MasterKey(SecretFile.ReadOrMake(Path.Combine(folders.Keys, "master.key")))
        );
        services.AddClusterStores(settings);
        if (settings.Clustering == Clustering.PostgreSql)
            services.AddHostedService(_ => new OrleansTables(settings));
        builder.UseOrleans(silo =>
        {
            silo.UseMembership(settings);
            silo.AddHubsGrainsAndState();
        });
        services.AddSingleton<FirstStart>();
        services.AddHostedService<FirstStartBehindTheScenes>();
    }

    /// <summary>What every silo has, in a test's cluster too: the wire, and grains' state by Orleans' Azure provider. Needs an <see cref="AzureAccount"/>.</summary>
    internal static void AddHubsGrainsAndState(this ISiloBuilder silo)
    {
        silo.Services.AddModelWire();
        // A grain lives where it was first asked for: behind the gateway through which a web node goes on asking for it.
        silo.Services.AddSingleton<PlacementStrategy, PreferLocalPlacement>();
        silo.AddAzureBlobGrainStorage(
            "hubs",
            options =>
                options.Configure<AzureAccount>(
                    (storage, account) =>
                    {
                        storage.BlobServiceClient = account.Blobs;
                        storage.ContainerName = account.Container(AzureAccount.Grains).Name;
                        storage.GrainStorageSerializer = new StateJson();
                    }
                )
        );
    }

    /// <summary>Planning the first weeks takes minutes, and the silo is healthy meanwhile. What goes wrong on the way is tried again.</summary>
    private sealed class FirstStartBehindTheScenes(
        FirstStart first,
        JobTable jobs,
        JobBoard board,
        IHostApplicationLifetime life,
        TimeProvider clock,
        ILogger<FirstStart> log
    ) : BackgroundService
    {
        private static readonly TimeSpan BeforeTheNextTry = TimeSpan.FromSeconds(10);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!await IsDone(stoppingToken))
                await Task.Delay(BeforeTheNextTry, clock, stoppingToken);
            JobClock.RunAfterStart(jobs, board);
            Console.WriteLine("The hubs are loaded and the first weeks planned.");
        }

        private async Task<bool> IsDone(CancellationToken stopping)
        {
            try
            {
                await first.StartAsync(stopping);
                return true;
            }
            catch (ConfigurationUnusableException fault)
            {
                log.LogCritical("{Fault}", fault.Message);
                Environment.ExitCode = 1;
                life.StopApplication();
                return true;
            }
            // Another silo may have died under it, or the storage been slow: this one serves all the same.
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                log.LogError(fault, "The first weeks are not planned yet");
                return false;
            }
        }
    }
}
