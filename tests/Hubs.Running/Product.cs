namespace Hubs.Running;

/// <summary>
/// The product as a user runs it: its own process, port and data folder. Stop it kindly or kill it, and start it
/// again on the same data. In the cluster edition that process is a web node, and what it needs runs behind it.
/// </summary>
public sealed class Product : IAsyncDisposable
{
    /// <summary>Tests and benchmarks make their own appointments.</summary>
    public static readonly string[] NobodyBooked = ["--Demo:Appointments", "false"];

    private const string Project = "Hubs.Web";

    private readonly Behind behind;
    private readonly RunningProgram web;

    private Product(string data, string[] settings)
    {
        Data = data;
        Address = new($"http://localhost:{RunningProgram.FreePort()}");
        behind = new(data, settings);
        web = new(
            Project,
            "Hubs is ready",
            data,
            [
                "--urls",
                Address.ToString(),
                "--data",
                data,
                .. NobodyBooked,
                .. settings,
                .. behind.SettingsOfWeb,
            ]
        );
    }

    public Uri Address { get; }
    public string Data { get; }

    /// <summary>Everything it printed so far, over all starts.</summary>
    public string Printed => web.Printed;

    /// <summary>The processor time the running process has used.</summary>
    public TimeSpan ProcessorTime => web.ProcessorTime;

    /// <summary>Bytes of memory the running process has in use.</summary>
    public long Memory => web.Memory;

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
    public static Task<string> Maintain(params string[] arguments) =>
        RunningProgram.Run(Project, arguments);

    public async Task Start()
    {
        await behind.Start();
        await web.Start();
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    public Task Stop() => web.Stop();

    /// <summary>Pulls the plug: no handler of the product runs.</summary>
    public Task Kill() => web.Kill();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await behind.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
