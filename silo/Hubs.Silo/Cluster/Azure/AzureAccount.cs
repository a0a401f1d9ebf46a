using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Hubs.Silo.Cluster.Azure;

/// <summary>The storage account everything is kept in, and the names of what is in it.</summary>
public sealed class AzureAccount
{
    public const string Journal = "journal";
    public const string Grains = "grains";
    public const string States = "states";

    // A call that hangs holds up a whole diary, so it is given up early and tried again.
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(5);

    /// <param name="storage">A connection string, or the account's name.</param>
    /// <param name="prefix">Before every container's name; for tests that share an account.</param>
    public AzureAccount(string storage, string prefix = "")
    {
        var blobs = Impatient(new BlobClientOptions());
        var tables = Impatient(new TableClientOptions());
        if (storage.Contains('='))
        {
            Blobs = new BlobServiceClient(storage, blobs);
            Tables = new TableServiceClient(storage, tables);
        }
        else
        {
            var identity = new DefaultAzureCredential();
            Blobs = new(new Uri($"https://{storage}.blob.core.windows.net"), identity, blobs);
            Tables = new(new Uri($"https://{storage}.table.core.windows.net"), identity, tables);
        }
        Prefix = prefix;
    }

    public BlobServiceClient Blobs { get; }

    public TableServiceClient Tables { get; }

    private string Prefix { get; }

    public BlobContainerClient Container(string name) =>
        Blobs.GetBlobContainerClient(Prefix + name);

    /// <summary>Makes the containers that are not there yet.</summary>
    public async Task Prepare(CancellationToken stopping)
    {
        foreach (var name in new[] { Journal, Grains, States })
            await Container(name).CreateIfNotExistsAsync(cancellationToken: stopping);
    }

    private static T Impatient<T>(T options)
        where T : ClientOptions
    {
        options.Retry.NetworkTimeout = NetworkTimeout;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        return options;
    }
}
