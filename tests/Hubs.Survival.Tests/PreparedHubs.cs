using System.Globalization;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>One first start for all tests; each then has a process and a data folder of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PreparedHubsCollection : ICollectionFixture<PreparedHubs>
{
    public const string Name = "prepared hubs";
}

public sealed class PreparedHubs : IAsyncLifetime
{
    // No test is about the limit on one caller's requests.
    private static readonly string[] Unlimited = ["--Limits:RequestsPerSecond", "0"];

    private PreparedData data = null!;

    public static DateOnly Tomorrow => new UkCalendar(TimeProvider.System).Today.AddDays(1);

    /// <summary>How often, unless the environment asks for more: HUBS_ROUNDS, HUBS_KILLS.</summary>
    public static int Times(string variable, int usually) =>
        Environment.GetEnvironmentVariable(variable) is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : usually;

    public Task<Product> Start() => data.Start(Unlimited);

    /// <summary>With these settings only.</summary>
    public Task<Product> StartWith(params string[] settings) => data.Start(settings);

    /// <summary>A product on a folder of the test's own making.</summary>
    public static Task<Product> StartOn(string folder) => Product.StartOn(folder, Unlimited);

    public async Task InitializeAsync() => data = await PreparedData.Make();

    public Task DisposeAsync()
    {
        data.Dispose();
        return Task.CompletedTask;
    }
}
