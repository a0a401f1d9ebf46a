using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Hubs.Running;

/// <summary>
/// A PostgreSQL of its own in a temporary folder on loopback, with its usual settings (fsync on). Not installed: apt is tried when this is root. As root it runs
/// as the user "postgres", because PostgreSQL refuses root.
/// </summary>
public sealed class Postgres : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _programs;

    private Postgres(string folder, string programs, int port)
    {
        (_folder, _programs) = (folder, programs);
        Connection = string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Maximum Pool Size=64;Minimum Pool Size=8"
        );
    }

    public string Connection { get; }

    /// <summary>Null, and said why, when it cannot be had.</summary>
    public static async Task<Postgres?> Start()
    {
        var folder = Directory.CreateTempSubdirectory("hubs-postgres-").FullName;
        try
        {
            if (Programs() is null && Environment.UserName == "root")
                await Run("apt-get", "install", "-y", "-q", "postgresql");
            if (Programs() is not { } programs)
            {
                Console.Error.WriteLine("PostgreSQL is not installed: what needs it is skipped");
                return null;
            }
            var postgres = new Postgres(folder, programs, RunningProgram.FreePort());
            if (Environment.UserName == "root")
                await Run("chown", "postgres", folder);
            var data = Path.Combine(folder, "data");
            await AsPostgres(
                Path.Combine(programs, "initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust"
            );
            await AsPostgres(
                Path.Combine(programs, "pg_ctl"),
                "-D",
                data,
                "-w",
                "-l",
                Path.Combine(folder, "log"),
                "-o",
                $"-k {folder} -c listen_addresses=127.0.0.1 -p {postgres.Connection.Split("Port=")[1].Split(';')[0]}",
                "start"
            );
            return postgres;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            Console.Error.WriteLine(
                $"PostgreSQL did not start, so what needs it is skipped: {fault.Message}"
            );
            Directory.Delete(folder, recursive: true);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await AsPostgres(
            Path.Combine(_programs, "pg_ctl"),
            "-D",
            Path.Combine(_folder, "data"),
            "-m",
            "immediate",
            "stop"
        );
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Programs() =>
        (
            Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql")
                : []
        )
            .Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));

    private static Task AsPostgres(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? Run("runuser", ["-u", "postgres", "--", program, .. arguments])
            : Run(program, arguments);

    // Output goes nowhere: the server would keep a pipe open for as long as it lives.
    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]
            )
            {
                WorkingDirectory = "/",
            }
        )!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}"
                )
            );
    }
}
