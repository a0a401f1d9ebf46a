using Hubs.Silo.Cluster.Azure;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hubs.Silo.Cluster;

internal static class ClusterStores
{
    /// <summary>The journal and the small states, on the storage account. The containers are made before anything else starts.</summary>
    public static void AddClusterStores(this IServiceCollection services, ClusterSettings settings)
    {
        services.AddSingleton(new AzureAccount(settings.Storage));
        services.AddSingleton<IJournal>(s => new BlobJournal(
            s.GetRequiredService<AzureAccount>().Container(AzureAccount.Journal)
        ));
        services.AddSingleton<IStateStore>(s => new BlobStates(
            s.GetRequiredService<AzureAccount>().Container(AzureAccount.States)
        ));
        services.AddHostedService<Preparation>();
    }

    private sealed class Preparation(AzureAccount account) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            try
            {
                await account.Prepare(cancellationToken);
            }
            catch (Exception fault)
                when (fault is global::Azure.RequestFailedException or AggregateException)
            {
                throw new ConfigurationUnusableException(
                    $"The storage account at {account.Blobs.Uri} cannot be used: {fault.GetBaseException().Message}\n"
                        + "Cluster:Storage says which account it is."
                );
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
