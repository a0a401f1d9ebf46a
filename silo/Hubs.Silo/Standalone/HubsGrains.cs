using Hubs.Grains;
using Hubs.Silo.Jobs;
using Hubs.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Hubs.Silo;

/// <summary>The standalone edition: every grain, in this process, on one SQLite file.</summary>
public static class HubsGrains
{
    /// <summary>
    /// What a web node needs to reach the grains: here the grains themselves. Opens the store at once, so that a folder in use or a damaged file
    /// stops the start before anything is served.
    /// </summary>
    /// <exception cref="StoreUnusableException">The message says why and what to do.</exception>
    public static void AddHubsGrains(this IHostApplicationBuilder builder, SiloFolders folders)
    {
        var store = SqliteStore.OpenChecked(folders.Data);
        var services = builder.Services;
        // By factory, so that the container closes it after the grains have been stopped.
        services.AddSingleton(_ => store);
        services.AddSingleton<IJournal>(s => s.GetRequiredService<SqliteStore>());
        services.AddSingleton<IStateStore>(s => s.GetRequiredService<SqliteStore>());
        services.AddSingleton(_ => new MasterKey(
            SecretFile.ReadOrMake(Path.Combine(folders.Keys, "master.key"))
        ));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(HorizonSettings.In(builder.Configuration));
        services.AddSingleton(folders);
        services.AddSingleton(new NetworkAge(TimeSpan.Zero));
        services.AddLocalSilo(options =>
        {
            options.AddGrainsBeside<NetworkGrain>();
            options.Json = StoredJson.Options;
        });
        services.AddHostedService<FirstStart>();
        services.AddProductJobs(folders);
    }
}
