using System.Diagnostics;
using System.Net.Sockets;

namespace Hubs.Running;

/// <summary>Azure Storage on this machine, in memory: blobs and tables of one account, gone with the process.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Azurite's own well-known account.
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private readonly int blobs = RunningProgram.FreePort();
    private readonly int queues = RunningProgram.FreePort();
    private readonly int tables = RunningProgram.FreePort();
    private readonly string host;
    private Process? process;

    /// <param name="host">The address of this machine to listen on.</param>
    public Azurite(string host = "127.0.0.1") => this.host = host;

    public string Connection =>
        $"{Account}BlobEndpoint=http://{host}:{blobs}/devstoreaccount1;TableEndpoint=http://{host}:{tables}/devstoreaccount1;";

    /// <summary>What it listens on.</summary>
    public IReadOnlyList<int> Ports => [blobs, tables];

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public async Task Start()
    {
        var folder = Path.Combine(
            FindTop(AppContext.BaseDirectory),
            "tests/Hubs.Cluster.Tests/azurite"
        );
        var program = Path.Combine(folder, "node_modules/azurite/dist/src/azurite.js");
        if (!File.Exists(program))
            await Run("npm", ["ci", "--ignore-scripts", "--silent"], folder).WaitForExitAsync();
        process = Run(
            "node",
            [
                program,
                "--inMemoryPersistence",
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--blobHost",
                host,
                "--blobPort",
                $"{blobs}",
                "--queueHost",
                host,
                "--queuePort",
                $"{queues}",
                "--tableHost",
                host,
                "--tablePort",
                $"{tables}",
            ],
            folder
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process?.Kill();
        using var limit = new CancellationTokenSource(LongestStart);
        while (!await Answers(blobs) || !await Answers(tables))
            await Task.Delay(Look, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not { } ending)
            return;
        process = null;
        ending.Kill();
        await ending.WaitForExitAsync();
        ending.Dispose();
    }

    private async Task<bool> Answers(int port)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(host, port);
            return true;
        }
        catch (SocketException) when (process is { HasExited: false })
        {
            return false;
        }
    }

    private static Process Run(string program, string[] arguments, string folder) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;

    private static string FindTop(string folder) =>
        File.Exists(Path.Combine(folder, "Hubs.sln"))
            ? folder
            : FindTop(Path.GetDirectoryName(folder)!);
}
