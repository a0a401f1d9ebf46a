using System.Diagnostics;
using System.Globalization;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>Three silos and two web nodes for all tests of this folder, each of which has days of its own to book on.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunningClusterCollection : ICollectionFixture<RunningCluster>
{
    public const string Name = "the running cluster";
}

public sealed class RunningCluster : IAsyncLifetime
{
    /// <summary>As soon after a fault every screen shows again what is so; where the machine has other work for every core several times over, that takes its share longer.</summary>
    public static TimeSpan BoardsAreRightWithin =>
        TimeSpan.FromSeconds(15) * Math.Max(1, Load / (4 * Environment.ProcessorCount));

    private static readonly string[] Settings =
    [
        "--Horizon:TimeBudget",
        "00:00:00.3",
        "--Limits:RequestsPerSecond",
        "0",
    ];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly string folder = Directory.CreateTempSubdirectory("hubs-cluster-").FullName;

    public Running.Cluster Cluster { get; private set; } = null!;

    /// <summary>The network that the last silo is in by itself. Null where none can be made.</summary>
    public SideNetwork? Side { get; private set; }

    public static DateOnly Tomorrow => new UkCalendar(TimeProvider.System).Today.AddDays(1);

    private static double Load =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>How often, unless the environment asks for more.</summary>
    public static int Times(string variable, int usually) =>
        Environment.GetEnvironmentVariable(variable) is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : usually;

    public async Task InitializeAsync()
    {
        Side = await SideNetwork.Make();
        Cluster = Side is null
            ? new(folder, Settings)
            : Running.Cluster.At(Side.Here, folder, Settings);
        await Cluster.Start(silos: 2);
        if (Side is null)
            await Cluster.AddSilo();
        else
        {
            Cluster.BeforeSilos = Side.Before;
            await Cluster.AddSilo("--Cluster:Address", Side.There);
            Cluster.BeforeSilos = [];
        }
        await Cluster.AddWeb();
        await Cluster.AddWeb();
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        if (Side is not null)
            await Side.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>How long it takes until a screen opened on any web node shows at least what the diaries say by then.</summary>
    public async Task<TimeSpan> UntilBoardsAreRight(IEnumerable<DiaryKey> diaries)
    {
        using var api = new HubsClient(Cluster.Addresses[0]);
        using var enough = new CancellationTokenSource(4 * BoardsAreRightWithin);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(diaries.Select(IsRight));
        return clock.Elapsed;

        async Task IsRight(DiaryKey diary)
        {
            var version = await VersionOf(diary);
            foreach (var web in Cluster.Addresses)
                while (await ShownBoard.Version(web, diary.Hub, diary.Date, enough.Token) < version)
                    await Task.Delay(Look, enough.Token);
        }

        async Task<long> VersionOf(DiaryKey diary)
        {
            while (true)
                try
                {
                    return (await api.Board(diary.Hub, diary.Date)).Version;
                }
                catch (HttpRequestException)
                {
                    // The silo it was on is gone, and the others have not noticed yet.
                    await Task.Delay(Look, enough.Token);
                }
        }
    }
}
