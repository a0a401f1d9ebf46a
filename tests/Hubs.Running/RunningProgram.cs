using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hubs.Running;

/// <summary>One of the product's programs in a process of its own: stop it kindly, kill it, freeze it, and start it again.</summary>
/// <param name="project">Whose output is run, such as "Hubs.Web": what a user runs, not a copy.</param>
/// <param name="announcement">How the line begins that it prints when it is ready.</param>
/// <param name="folder">Where it is started.</param>
public sealed class RunningProgram(
    string project,
    string announcement,
    string folder,
    params string[] arguments
) : IAsyncDisposable
{
    // The first start loads four hubs and plans six weeks.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> printed = new();
    private Process? process;

    /// <summary>Words before the command, such as those that start it in another network.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>Everything it printed so far, over all starts.</summary>
    public string Printed => string.Join('\n', printed);

    public bool IsRunning => process is { HasExited: false };

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

    public static ProcessStartInfo Command(
        string project,
        string folder,
        IEnumerable<string> arguments,
        params string[] before
    )
    {
        string[] words = [.. before, "dotnet", Output(project), .. arguments];
        return new(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
    }

    /// <summary>Runs a command such as "export DIR" to its end, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> Run(string project, params string[] arguments)
    {
        using var process = Process.Start(
            Command(project, Environment.CurrentDirectory, arguments)
        )!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LongestStop);
        return process.ExitCode == 0
            ? await said
            : throw new InvalidOperationException(await complained);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task Start()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new Process
        {
            StartInfo = Command(project, folder, arguments, Before),
            EnableRaisingEvents = true,
        };
        started.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        started.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        started.Exited += (_, _) =>
            ready.TrySetException(
                new InvalidOperationException($"{project} ended before it was ready:\n{Printed}")
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
        Signal("TERM");
        await Ended();
    }

    /// <summary>Pulls the plug: no handler of the program runs.</summary>
    public async Task Kill()
    {
        Running.Kill();
        await Ended();
    }

    /// <summary>It does nothing more, but does not know: as a machine that is paused.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await Kill();
        process?.Dispose();
    }

    private Process Running =>
        process ?? throw new InvalidOperationException($"{project} is not running.");

    private void Signal(string signal)
    {
        using var kill = Process.Start(
            "kill",
            [$"-{signal}", Running.Id.ToString(CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }

    private async Task Ended()
    {
        await Running.WaitForExitAsync().WaitAsync(LongestStop);
        process!.Dispose();
        process = null;
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        printed.Enqueue(line);
        if (line.StartsWith(announcement, StringComparison.Ordinal))
            ready.TrySetResult();
    }

    // Beside this one's output (bin/PROJECT/release).
    private static string Output(string project) =>
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "..",
                "..",
                project,
                Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
                $"{project}.dll"
            )
        );
}
