using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Storage.Exports;

/// <summary>The three files of an export, read and checked.</summary>
internal sealed class ExportFolder(string folder)
{
    private string Manifest => Path.Combine(folder, "manifest.json");

    public string Journal => Path.Combine(folder, "journal.jsonl");

    public string States => Path.Combine(folder, "states.jsonl");

    public void Finish(ExportManifest manifest)
    {
        var unfinished = Manifest + ".unfinished";
        using (var file = File.Create(unfinished))
        {
            JsonSerializer.Serialize(file, manifest, ExportJson.Default.ExportManifest);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, Manifest);
    }

    /// <summary>Every line against its own sum, the order of streams and versions, the counts, and both files as a whole.</summary>
    /// <exception cref="StoreUnusableException">Incomplete, altered, or of a newer program: the message says which, and where.</exception>
    public async Task<ExportManifest> Check()
    {
        var manifest = await ReadManifest();
        var (entries, streams, last) = (0L, 0L, default(ExportedEntry));
        await foreach (var entry in Entries())
        {
            entries++;
            var isNew = entry.Stream != last?.Stream;
            if (isNew)
                streams++;
            if (
                entry.Version != (isNew ? 1 : last!.Version + 1)
                || (isNew && string.CompareOrdinal(entry.Stream, last?.Stream) <= 0)
            )
                throw Altered(Journal, entries);
            last = entry;
        }
        var (states, before) = (0L, default(ExportedState));
        await foreach (var state in AllStates())
        {
            states++;
            if (before is not null && StoreExport.Order(before, state) >= 0)
                throw Altered(States, states);
            before = state;
        }
        if (
            new ExportContents(streams, entries, states) != manifest.Contents
            || await Hash(Journal) != manifest.JournalSha256
            || await Hash(States) != manifest.StatesSha256
        )
            throw new StoreUnusableException(
                $"The export in {folder} is not as it was written: lines are missing or were added. Export again."
            );
        return manifest;
    }

    public IAsyncEnumerable<ExportedEntry> Entries() =>
        Lines(Journal, ExportJson.Default.ExportedEntry, entry => entry.IsWhole);

    public IAsyncEnumerable<ExportedState> AllStates() =>
        Lines(States, ExportJson.Default.ExportedState, state => state.IsWhole);

    private async Task<ExportManifest> ReadManifest()
    {
        if (!File.Exists(Manifest) || !File.Exists(Journal) || !File.Exists(States))
            throw new StoreUnusableException(
                $"{folder} holds no complete export: manifest.json, journal.jsonl and states.jsonl belong together. Export again."
            );
        ExportManifest? manifest;
        try
        {
            await using var file = File.OpenRead(Manifest);
            manifest = await JsonSerializer.DeserializeAsync(
                file,
                ExportJson.Default.ExportManifest
            );
        }
        catch (JsonException)
        {
            manifest = null;
        }
        if (manifest is not { Format: ExportManifest.HubsExport })
            throw new StoreUnusableException($"{Manifest} is damaged, or of another program.");
        return manifest.Version <= ExportManifest.Newest
            ? manifest
            : throw new StoreUnusableException(
                $"The export in {folder} is of format {manifest.Version}; this program reads up to {ExportManifest.Newest}. Use a newer program."
            );
    }

    private static async IAsyncEnumerable<T> Lines<T>(
        string path,
        JsonTypeInfo<T> json,
        Predicate<T> isWhole
    )
        where T : class
    {
        var number = 0L;
        using var reader = new StreamReader(path);
        while (await reader.ReadLineAsync() is { } line)
        {
            number++;
            T? record;
            try
            {
                record = JsonSerializer.Deserialize(line, json);
            }
            catch (JsonException)
            {
                record = null;
            }
            yield return record is not null && isWhole(record)
                ? record
                : throw Altered(path, number);
        }
    }

    private static async Task<string> Hash(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private static StoreUnusableException Altered(string path, long line) =>
        new(
            $"Line {line} of {path} is damaged or was altered. Nothing was imported. Export again."
        );
}
