using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hubs.Web.Tests.Feeds;

/// <summary>ical.js, the reader in Thunderbird and others, run by Node: what a subscriber's calendar makes of our bytes.</summary>
internal static class CalendarClient
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<string> Folder = new(Install);

    public static ReadFeed Read(byte[] feed) =>
        JsonSerializer.Deserialize<ReadFeed>(Run("read-feed.mjs", feed), Json)!;

    public static string[][] Expand(IEnumerable<RuleToExpand> rules) =>
        JsonSerializer.Deserialize<string[][]>(
            Run("expand-rules.mjs", JsonSerializer.SerializeToUtf8Bytes(rules, Json)),
            Json
        )!;

    /// <summary>tests/run has done it already; for a test run by hand it is done here, once.</summary>
    private static string Install()
    {
        var folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "client");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "ical.js")))
            Start("npm", ["ci", "--ignore-scripts"], folder, []);
        return folder;
    }

    private static string Run(string script, byte[] input) =>
        Start("node", [script], Folder.Value, input);

    private static string Start(string program, string[] arguments, string folder, byte[] input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.GetAwaiter().GetResult()
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}"
            );
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

internal sealed record RuleToExpand(string Start, string Rule, string To);

internal sealed record ReadFeed(string Name, string Method, ImmutableArray<ReadEvent> Events);

internal sealed record ReadEvent(
    string Uid,
    int Sequence,
    DateTimeOffset ChangedAt,
    string Summary,
    string Description,
    string Location,
    ImmutableArray<string> Categories,
    string Status,
    string Zone,
    string WallStart,
    DateTimeOffset Start,
    DateTimeOffset End
);
