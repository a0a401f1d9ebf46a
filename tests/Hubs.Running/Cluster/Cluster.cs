namespace Hubs.Running;

/// <summary>
/// A cluster on this machine as an operator runs it: silos and web nodes as processes, on a storage account of its own, found by its tables. All of them
/// share one folder of keys.
/// </summary>
public sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan LongestFirstStart = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private const string Loopback = "127.0.0.1";

    private readonly string host;
    private readonly Azurite storage;
    private readonly string[] settings;
    private readonly bool isGuest;
    private readonly List<RunningProgram> silos = [];
    private readonly List<int> siloPorts = [];
    private readonly List<(RunningProgram Program, Uri Address)> webs = [];

    /// <param name="settings">Further command-line arguments of every process.</param>
    public Cluster(string folder, params string[] settings)
        : this(folder, Loopback, new Azurite(), settings) { }

    private Cluster(
        string folder,
        string host,
        Azurite storage,
        string[] settings,
        bool isGuest = false
    )
    {
        Folder = folder;
        this.host = host;
        this.storage = storage;
        this.settings = settings;
        this.isGuest = isGuest;
    }

    /// <summary>One whose silos and storage are reached at another address of this machine than loopback, so from other networks too.</summary>
    public static Cluster At(string host, string folder, params string[] settings) =>
        new(folder, host, new Azurite(host), settings);

    /// <summary>Where processes are started and keep their keys.</summary>
    public string Folder { get; }

    public IReadOnlyList<RunningProgram> Silos => silos;

    public IReadOnlyList<RunningProgram> Webs => [.. webs.Select(web => web.Program)];

    public IReadOnlyList<Uri> Addresses => [.. webs.Select(web => web.Address)];

    public string Keys => Path.Combine(Folder, "keys");

    public string Storage => storage.Connection;

    /// <summary>What silos tell each other, and probes, goes through these.</summary>
    public IReadOnlyList<int> SiloPorts => siloPorts;

    public IReadOnlyList<int> StoragePorts => storage.Ports;

    /// <summary>The processor time the storage has used.</summary>
    public TimeSpan StorageProcessorTime => storage.ProcessorTime;

    /// <summary>Words before the command of silos started from now on, such as those that start them in another network.</summary>
    public string[] BeforeSilos { get; set; } = [];

    /// <summary>What every process of it is told.</summary>
    public string[] Settings =>
        [
            "--keys",
            Keys,
            "--Cluster:Clustering",
            "AzureTable",
            "--Cluster:Storage",
            Storage,
            .. settings,
        ];

    /// <summary>The storage and so many silos; returns when the hubs are loaded and the weeks planned.</summary>
    public async Task Start(int silos)
    {
        await storage.Start();
        await AddSilo();
        await WhenPlanned();
        for (var more = 1; more < silos; more++)
            await AddSilo();
    }

    /// <summary>The storage, filled from an export, and one silo.</summary>
    public async Task StartFrom(string export)
    {
        await storage.Start();
        await RunningProgram.Run("Hubs.Silo", ["import", export, .. Settings]);
        await AddSilo();
    }

    /// <summary>Stops everything but the storage, in order, and writes all of it into a folder.</summary>
    public async Task Export(string into)
    {
        foreach (var program in webs.Select(web => web.Program).Concat(silos))
            if (program.IsRunning)
                await program.Stop();
        await RunningProgram.Run("Hubs.Silo", ["export", into, .. Settings]);
    }

    public async Task<RunningProgram> AddSilo(params string[] more)
    {
        var port = RunningProgram.FreePort();
        var silo = new RunningProgram(
            "Hubs.Silo",
            "Silo is ready",
            Directory.CreateDirectory(Path.Combine(Folder, $"silo-{silos.Count}")).FullName,
            [
                "--urls",
                $"http://localhost:{RunningProgram.FreePort()}",
                "--Cluster:SiloPort",
                $"{port}",
                "--Cluster:GatewayPort",
                $"{RunningProgram.FreePort()}",
                "--Cluster:Address",
                host,
                .. Settings,
                .. more,
            ]
        )
        {
            Before = BeforeSilos,
        };
        silos.Add(silo);
        siloPorts.Add(port);
        await silo.Start();
        return silo;
    }

    public async Task<Uri> AddWeb(params string[] more)
    {
        var address = new Uri($"http://localhost:{RunningProgram.FreePort()}");
        var web = new RunningProgram(
            "Hubs.Web",
            "Hubs is ready",
            Folder,
            [
                "--urls",
                address.ToString(),
                "--data",
                Folder,
                .. Product.NobodyBooked,
                .. Settings,
                .. more,
            ]
        );
        webs.Add((web, address));
        await web.Start();
        return address;
    }

    /// <summary>Another cluster on the same storage, which no deployment may have: each believes to own every diary.</summary>
    public Cluster Rival(string id) =>
        new(Folder, host, storage, [.. settings, "--Cluster:ClusterId", id], isGuest: true);

    public async ValueTask DisposeAsync()
    {
        foreach (var (web, _) in webs)
            await web.DisposeAsync();
        foreach (var silo in silos)
            await silo.DisposeAsync();
        if (!isGuest)
            await storage.DisposeAsync();
    }

    private async Task WhenPlanned()
    {
        using var limit = new CancellationTokenSource(LongestFirstStart);
        while (!silos[0].Printed.Contains("the first weeks planned", StringComparison.Ordinal))
            await Task.Delay(Look, limit.Token);
    }
}
