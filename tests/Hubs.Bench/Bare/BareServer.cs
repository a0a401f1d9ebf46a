using System.Diagnostics;
using Hubs.Bench.Load;
using Microsoft.AspNetCore.SignalR;

namespace Hubs.Bench.Bare;

/// <summary>
/// The yardstick, in a process of its own: the same Kestrel doing the least that could count. POST /rows inserts one row with group commit;
/// GET /static?bytes=N answers JSON of that size; /broadcast is a bare SignalR hub with a group per building.
/// </summary>
internal static class BareServer
{
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var arguments = new Arguments(args);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(arguments.Text("--urls")!);
        builder.Services.AddSignalR();
        using var rows = new GroupCommit(Path.Combine(arguments.Text("--data")!, "bare.db"));
        await using var app = builder.Build();

        app.MapPost(
            "/rows",
            async (HttpContext context) =>
            {
                var body = new byte[context.Request.ContentLength ?? 0];
                await context.Request.Body.ReadExactlyAsync(body);
                var row = await rows.Insert(
                    context.Request.Headers["Idempotency-Key"].ToString(),
                    body
                );
                return TypedResults.Created($"/rows/{row}", new { row });
            }
        );
        var texts = new Dictionary<int, string>();
        app.MapGet(
            "/static",
            (int bytes) =>
            {
                if (!texts.TryGetValue(bytes, out var text))
                    texts[bytes] = text = $"\"{new string('x', Math.Max(0, bytes - 2))}\"";
                return TypedResults.Text(text, "application/json");
            }
        );
        app.MapHub<Broadcast>("/broadcast");
        app.MapPost(
            "/broadcast/{hub}/{bytes:int}",
            async (string hub, int bytes, long number, IHubContext<Broadcast> screens) =>
            {
                await rows.Insert(hub, new byte[bytes]);
                var change = new
                {
                    from = number,
                    to = number + 1,
                    text = new string('x', bytes),
                };
                await screens.Clients.Group(hub).SendAsync("change", change);
                return TypedResults.Ok(new { version = change.to });
            }
        );
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
        await app.RunAsync();
        return 0;
    }

    /// <summary>One group per hub, and a first message as the product's boards have.</summary>
    internal sealed class Broadcast : Microsoft.AspNetCore.SignalR.Hub
    {
        public async Task Watch(string hub, string date)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, hub);
            await Clients.Caller.SendAsync(
                "board",
                new
                {
                    hub,
                    date,
                    version = 0,
                }
            );
        }
    }
}

/// <summary>A running <see cref="BareServer"/>.</summary>
internal sealed class BareProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private BareProcess(Process process, string folder, Uri address) =>
        (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<BareProcess> Start(int port)
    {
        var folder = Directory.CreateTempSubdirectory("hubs-bare-").FullName;
        var address = new Uri($"http://localhost:{port}");
        var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "Hubs.Bench.dll"),
                    "bare",
                    "--urls",
                    address.ToString(),
                    "--data",
                    folder,
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException("The bare server did not start.");
        Figures.Say($"bare server on {address}");
        return new(process, folder, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
