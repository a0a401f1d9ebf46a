namespace Hubs.Running;

/// <summary>What a web node needs: a cluster, here of one silo, with its hubs planned.</summary>
internal sealed class Behind(string data, string[] settings) : IAsyncDisposable
{
    private readonly Cluster cluster = new(data, settings);
    private bool isStarted;

    public string[] SettingsOfWeb => cluster.Settings;

    public async Task Start()
    {
        // The silos outlive the web node.
        if (isStarted)
            return;
        isStarted = true;
        await cluster.Start(silos: 1);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
