using System.Collections.Immutable;
using System.Text.Json;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Reads the network from a folder: <c>network.json</c>, and one file per hub beside it.</summary>
public static class NetworkFiles
{
    public const string NetworkFile = "network.json";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Reads and checks every file and answers with all faults at once; the network only when there is none. What already runs is
    /// the caller's to keep. While a file cannot be read at all, what others say of its contents is not judged.
    /// </summary>
    public static NetworkReading Read(string folder) => Read(folder, new FaultLog());

    internal static NetworkReading Read(string folder, FaultLog log)
    {
        if (!Directory.Exists(folder))
        {
            log.Add(
                folder,
                "",
                null,
                "is not a folder: expected network.json and one file per hub in it"
            );
            return new NetworkReading(null, [.. log.Faults]);
        }
        var hubFiles = Directory
            .EnumerateFiles(folder, "*.json")
            .Select(path => Path.GetFileName(path))
            .Where(name =>
                name != NetworkFile && !name.EndsWith(".schema.json", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        if (hubFiles.Count == 0)
            log.Add(
                folder,
                "",
                null,
                "has no hub: expected one file per hub, such as tilbury.json"
            );

        var shared = ReadFile(folder, NetworkFile, log, SharedReading.Read);
        var hubs = hubFiles.Select(name => ReadFile(folder, name, log, HubReading.Read)).ToList();
        if (shared is null || hubs.Any(hub => hub is null))
            return new NetworkReading(null, [.. log.Faults]);

        var network = shared with
        {
            Hubs = [.. hubs.Select(hub => hub!.Hub)],
            Clinicians = [.. hubs.SelectMany(hub => hub!.Clinicians)],
            Clinics = [.. hubs.SelectMany(hub => hub!.Clinics)],
            Pathways = [.. hubs.SelectMany(hub => hub!.Pathways)],
        };
        foreach (var finding in NetworkCheck.Run(network, log.IsDamaged))
            log.Add(finding);
        return new NetworkReading(log.Faults.Count == 0 ? network : null, [.. log.Faults]);
    }

    private static T? ReadFile<T>(
        string folder,
        string name,
        FaultLog log,
        Func<JsonObjectReader, T> read
    )
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(Path.Combine(folder, name)),
                Strict
            );
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return read(new JsonObjectReader(document.RootElement, name, "", log));
            log.Add(name, "", null, "must hold one object { ... }");
        }
        catch (JsonException e)
        {
            log.Add(
                name,
                e.LineNumber is { } line
                    ? $"line {line + 1} column {e.BytePositionInLine + 1}"
                    : "",
                null,
                $"is not valid JSON: {FirstSentence(e.Message)}"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Add(name, "", null, $"cannot be read: {e.Message}");
        }
        return null;
    }

    // The rest of the parser's message repeats line and position, counted from 0.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
    }
}
