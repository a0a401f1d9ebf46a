using Hubs.Running;
using Hubs.Silo.Cluster.Azure;

namespace Hubs.Cluster.Tests;

/// <summary>One Azurite for the whole run, started by the first test that needs it. Each test has containers of its own.</summary>
public static class TestStorage
{
    private static readonly Lazy<Task<string>> Running = new(Start);

    public static Task<string> Connection => Running.Value;

    /// <summary>An account whose containers nobody else uses, all made.</summary>
    public static async Task<AzureAccount> NewAccount()
    {
        var account = new AzureAccount(await Connection, $"t{Guid.NewGuid():N}-");
        await account.Prepare(CancellationToken.None);
        return account;
    }

    private static async Task<string> Start()
    {
        var azurite = new Azurite();
        await azurite.Start();
        return azurite.Connection;
    }
}
