using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hubs.Running;

/// <summary>
/// The product as a user runs it: its own process, port and data folder. Stop it kindly or kill it, and start it
/// again on the same data.
/// </summary>
public sealed class Product : IAsyncDisposable
{
    // The first start loads four hubs and plans six weeks.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly string[] settings;
    private readonly ConcurrentQueue<string> printed = new();
    private Process? process;

    private Product(string data, string[] settings)
    {
        Data = data;
        this.settings = settings;
        Address = new($"http://localhost:{FreePort()}");
    }

    public Uri Address { get; }
    public string Data { get; }

    /// <summary>Everything it printed so far, over all starts.</summary>
    public string Printed => string.Join('\n', printed);

    /// <summary>The processor time the running process has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory the running process has in use.</summary>
    public long Memory
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    /// <summary>Starts on a new empty folder; <paramref name="settings"/> are further command-line arguments.</summary>
    public static Task<Product> StartNew(params string[] settings) =>
        StartOn(Directory.CreateTempSubdirectory("hubs-").FullName, settings);

    /// <summary>Starts on a folder, which is deleted in the end.</summary>
    public static async Task<Product> StartOn(string data, params string[] settings)
    {
        var product = new Product(data, settings);
        await product.Start();
        return product;
    }

    /// <summary>Runs a command such as "backup FILE" beside it, and returns what that printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> Maintain(params string[] arguments)
    {
        using var process = Process.Start(Command(Environment.CurrentDirectory, arguments))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LongestStop);
        return process.ExitCode == 0
            ? await said
            : throw new InvalidOperationException(await complained);
    }

    public async Task Start()
    {
        var start = Command(Data, ["--urls", Address.ToString(), "--data", Data, .. settings]);

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new Process { StartInfo = start, EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        started.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        started.Exited += (_, _) =>
            ready.TrySetException(
                new InvalidOperationException($"The product ended before it was ready:\n{Printed}")
            );
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        process = started;
        await ready.Task.WaitAsync(LongestStart);
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    public async Task Stop()
    {
        var ending = Running;
        using var kill = Process.Start(
            "kill",
            ["-TERM", ending.Id.ToString(CultureInfo.InvariantCulture)]
        );
        await Ended(ending);
    }

    /// <summary>Pulls the plug: no handler of the product runs.</summary>
    public async Task Kill()
    {
        var ending = Running;
        ending.Kill();
        await Ended(ending);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await Kill();
        }

        Directory.Delete(Data, recursive: true);
    }

    private Process Running =>
        process ?? throw new InvalidOperationException("The product is not running.");

    private async Task Ended(Process ending)
    {
        await ending.WaitForExitAsync().WaitAsync(LongestStop);
        ending.Dispose();
        process = null;
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        printed.Enqueue(line);
        if (line.StartsWith("Hubs is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private static ProcessStartInfo Command(string folder, string[] arguments) =>
        new("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };

    // The web project's own output, beside this one's (bin/PROJECT/release): what a user runs, not a copy.
    private static readonly string Program = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "Hubs.Web",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "Hubs.Web.dll"
        )
    );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
