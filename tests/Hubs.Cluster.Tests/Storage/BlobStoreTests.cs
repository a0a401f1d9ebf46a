using Hubs.Silo.Cluster.Azure;
using Hubs.Storage;
using Hubs.Storage.Tests;

namespace Hubs.Cluster.Tests.Storage;

/// <summary>The promises of every store, kept by Azure blobs.</summary>
public sealed class BlobStoreConformanceTests : StoreConformance, IAsyncLifetime
{
    private AzureAccount _account = null!;
    private FaultyStore _store = null!;

    protected override IJournal Journal => _store;

    protected override IStateStore States => _store;

    public async Task InitializeAsync()
    {
        _account = await TestStorage.NewAccount();
        Reopen();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected override void Reopen() =>
        _store = new FaultyStore(
            new BlobJournal(_account.Container(AzureAccount.Journal)),
            new BlobStates(_account.Container(AzureAccount.States)),
            Faults
        );
}
