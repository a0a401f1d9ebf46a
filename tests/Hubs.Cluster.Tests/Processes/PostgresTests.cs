using Hubs.Running;
using Hubs.Storage;
using Hubs.Storage.Exports;
using Hubs.Survival.Tests;
using Npgsql;
using Xunit.Abstractions;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>Membership, reminders and the jobs' clock in PostgreSQL; and what such a cluster holds, taken elsewhere.</summary>
[Collection(RunningClusterCollection.Name)]
public sealed class PostgresTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("hubs-postgres-").FullName;
    private Postgres? _postgres;

    public async Task InitializeAsync() => _postgres = await Postgres.Start();

    public async Task DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Cluster_OnPostgres_LosesASilo_AndMovesToAnotherCluster_WithAllThatWasBooked()
    {
        // Nothing but membership, reminders and the jobs' clock depends on it.
        string[] where = _postgres is { } postgres
            ? ["--Cluster:Clustering", "PostgreSql", "--Cluster:Database", postgres.Connection]
            : [];
        await using var old = new Running.Cluster(
            Folder("old"),
            ["--Horizon:TimeBudget", "00:00:00.1", "--Limits:RequestsPerSecond", "0", .. where]
        );
        await old.Start(silos: 2);
        await old.AddWeb();
        using var api = new HubsClient(old.Addresses[0]);
        var places = await api.FreePlaces(RunningCluster.Tomorrow, days: 7);
        new Random(3).Shuffle(places);
        var load = new PatientLoad(old.Addresses, places, "postgres");
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(12));
        var booking = load.Run(4, enough.Token);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await old.Silos[1].Kill();
        await booking;
        Asked[] booked = [.. load.Booked];
        Assert.Equal(0, load.Unanswered);
        await api.HoldsEvery(booked);
        if (_postgres is not null)
            await SawBothSilosAndTheJobs(_postgres.Connection);

        await old.Export(Path.Combine(_root, "export"));
        await using var other = new Running.Cluster(old.Folder, "--Limits:RequestsPerSecond", "0");
        await other.StartFrom(Path.Combine(_root, "export"));
        await other.AddWeb();
        using var there = new HubsClient(other.Addresses[0]);

        await there.HoldsEvery(booked);
        await there.HasExactly(booked);
        output.WriteLine(
            $"{booked.Length} booked, longest time without {load.LongestGap.TotalSeconds:0.0} s, on {(_postgres is null ? "tables" : "PostgreSQL")}"
        );
        await GoesIntoAStandaloneFolder();
    }

    private async Task GoesIntoAStandaloneFolder()
    {
        var contents = await DataMove.Import(
            Path.Combine(_root, "export"),
            Path.Combine(_root, "standalone")
        );
        using var store = SqliteStore.Open(Path.Combine(_root, "standalone"));
        // By the names under which the standalone edition's grains look for them.
        Assert.Single(await store.Keys("network.network"));
        Assert.NotEmpty(await store.Keys("diary.snapshot"));
        Assert.NotEmpty(await store.Keys("plan.plan"));
        Assert.NotEmpty(await store.Keys("residentkeys.keys"));
        Assert.Contains(
            await store.Streams(),
            stream => stream.StartsWith("diary/", StringComparison.Ordinal)
        );
        Assert.True(contents.Entries > 0);
    }

    private static async Task SawBothSilosAndTheJobs(string connection)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        Assert.Equal(2L, await Count("cluster_member"));
        Assert.True(await Count("hangfire.set WHERE key = 'recurring-jobs'") > 2);
        // Every publication of the first start had one, and was done.
        Assert.Equal(0L, await Count("grain_reminder"));

        async Task<long> Count(string what)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM {what}", database);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    private string Folder(string name) =>
        Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
}
