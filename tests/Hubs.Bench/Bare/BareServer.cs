using System.Diagnostics;
using Hubs.Bench.Load;
using Hubs.Running;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

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
        if (arguments.Text("--postgres") is { } connection)
            await MapBookings(app, connection);
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

    /// <summary>The usual way: the database forbids overlaps, one statement per request, committed before the answer.</summary>
    private static async Task MapBookings(WebApplication app, string connection)
    {
        var postgres = NpgsqlDataSource.Create(connection);
        await using (
            var make = postgres.CreateCommand(
                """
                CREATE EXTENSION IF NOT EXISTS btree_gist;
                CREATE TABLE booking (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room int NOT NULL, during tsrange NOT NULL, key text NOT NULL, body bytea NOT NULL,
                    EXCLUDE USING gist (room WITH =, during WITH &&)
                )
                """
            )
        )
            await make.ExecuteNonQueryAsync();
        app.MapPost(
            "/bookings/{place:long}",
            async (long place, HttpContext context) =>
            {
                var body = new byte[context.Request.ContentLength ?? 0];
                await context.Request.Body.ReadExactlyAsync(body);
                // A day of ninety rooms and sixty slots of ten minutes, then the next.
                var (room, slot) = ((int)(place % 90), place / 90);
                var start = new DateTime(2026, 11, 24)
                    .AddDays(slot / 60)
                    .AddMinutes(10 * (slot % 60));
                await using var insert = postgres.CreateCommand(
                    "INSERT INTO booking (room, during, key, body) VALUES ($1, tsrange($2, $3), $4, $5) ON CONFLICT DO NOTHING"
                );
                insert.Parameters.AddWithValue(room);
                insert.Parameters.AddWithValue(start);
                insert.Parameters.AddWithValue(start.AddMinutes(10));
                insert.Parameters.AddWithValue(
                    context.Request.Headers["Idempotency-Key"].ToString()
                );
                insert.Parameters.AddWithValue(body);
                return await insert.ExecuteNonQueryAsync() == 1
                    ? Results.Created($"/bookings/{place}", new { place })
                    : Results.Conflict();
            }
        );
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

    public static async Task<BareProcess> Start(int port, Postgres? postgres = null)
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
                    .. postgres is null ? (string[])[] : ["--postgres", postgres.Connection],
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
