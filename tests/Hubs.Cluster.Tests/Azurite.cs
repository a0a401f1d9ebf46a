using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Hubs.Silo.Cluster.Azure;

namespace Hubs.Cluster.Tests;

/// <summary>Azure Storage on this machine: one process for the whole run, started by the first test that needs it. Each test has containers of its own.</summary>
public sealed class Azurite
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<Azurite>> Running = new(Start);

    // Azurite's own well-known account.
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private Azurite(string connection) => Connection = connection;

    public string Connection { get; }

    public static Task<Azurite> Shared => Running.Value;

    /// <summary>An account whose containers nobody else uses, all made.</summary>
    public static async Task<AzureAccount> NewAccount()
    {
        var account = new AzureAccount((await Shared).Connection, $"t{Guid.NewGuid():N}-");
        await account.Prepare(CancellationToken.None);
        return account;
    }

    private static async Task<Azurite> Start()
    {
        var folder = Path.Combine(
            FindTop(AppContext.BaseDirectory),
            "tests/Hubs.Cluster.Tests/azurite"
        );
        var program = Path.Combine(folder, "node_modules/azurite/dist/src/azurite.js");
        if (!File.Exists(program))
            await Run("npm", ["ci", "--ignore-scripts", "--silent"], folder).WaitForExitAsync();

        var (blobs, queues, tables) = (FreePort(), FreePort(), FreePort());
        var process = Run(
            "node",
            [
                program,
                "--inMemoryPersistence",
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--blobPort",
                $"{blobs}",
                "--queuePort",
                $"{queues}",
                "--tablePort",
                $"{tables}",
            ],
            folder
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        var connection =
            $"{Account}BlobEndpoint=http://127.0.0.1:{blobs}/devstoreaccount1;"
            + $"TableEndpoint=http://127.0.0.1:{tables}/devstoreaccount1;";
        await WhenReady(connection, process);
        return new Azurite(connection);
    }

    private static async Task WhenReady(string connection, Process process)
    {
        var patient = new BlobClientOptions();
        patient.Retry.MaxRetries = 1000;
        patient.Retry.Mode = Azure.Core.RetryMode.Fixed;
        patient.Retry.Delay = TimeSpan.FromMilliseconds(100);
        using var limit = new CancellationTokenSource(LongestStart);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        process.Exited += (_, _) => ended.Cancel();
        await new BlobServiceClient(connection, patient).GetPropertiesAsync(ended.Token);
    }

    private static Process Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindTop(string folder) =>
        File.Exists(Path.Combine(folder, "Hubs.sln"))
            ? folder
            : FindTop(Path.GetDirectoryName(folder)!);
}
