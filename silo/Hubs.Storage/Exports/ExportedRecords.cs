using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hubs.Storage.Exports;

/// <summary>A line of journal.jsonl: one entry. <see cref="Version"/> counts 1, 2, 3, ... within its stream.</summary>
internal sealed record ExportedEntry(string Stream, long Version, byte[] Entry, string Sum)
{
    public static ExportedEntry Of(string stream, long version, ReadOnlySpan<byte> entry) =>
        new(stream, version, entry.ToArray(), ExportSum.Of($"{stream}\n{version}\n", entry));

    [JsonIgnore]
    public bool IsWhole => Sum == ExportSum.Of($"{Stream}\n{Version}\n", Entry);
}

/// <summary>A line of states.jsonl.</summary>
internal sealed record ExportedState(string Name, string Key, byte[] Value, string Sum)
{
    public static ExportedState Of(string name, string key, ReadOnlySpan<byte> value) =>
        new(name, key, value.ToArray(), ExportSum.Of($"{name}\n{key}\n", value));

    [JsonIgnore]
    public bool IsWhole => Sum == ExportSum.Of($"{Name}\n{Key}\n", Value);
}

/// <summary>manifest.json, written last: an export without it is not complete.</summary>
internal sealed record ExportManifest(
    string Format,
    int Version,
    DateTimeOffset MadeAt,
    ExportContents Contents,
    string JournalSha256,
    string StatesSha256
)
{
    public const string HubsExport = "hubs-export";
    public const int Newest = 1;
}

internal static class ExportSum
{
    /// <summary>The first 16 hexadecimal digits of SHA-256 over the name and the bytes.</summary>
    public static string Of(string name, ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExportedEntry))]
[JsonSerializable(typeof(ExportedState))]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportJson : JsonSerializerContext;
