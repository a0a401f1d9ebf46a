using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Storage.Exports;

/// <summary>How much an export holds.</summary>
public sealed record ExportContents(long Streams, long Entries, long States);

/// <summary>
/// Everything a store holds, as text files that know nothing of the store (docs/storage-format.md), and back into an empty store of any kind. The same contents always
/// give the same bytes, which is how an import is checked.
/// </summary>
public static class StoreExport
{
    private const int EntriesAtOnce = 500;

    /// <summary>Writes into a folder that is new or empty. What writes to the store meanwhile may be in it or not, so export a copy of one moment.</summary>
    /// <exception cref="StoreUnusableException">The folder is not empty.</exception>
    public static async Task<ExportContents> Write<TStore>(
        TStore store,
        string folder,
        TimeProvider clock
    )
        where TStore : IJournal, IStateStore, IStoreListing
    {
        RefuseUsed(folder);
        Directory.CreateDirectory(folder);
        var files = new ExportFolder(folder);
        Written written;
        await using (var journal = File.Create(files.Journal))
        await using (var states = File.Create(files.States))
        {
            written = await Write(store, journal, states);
            journal.Flush(flushToDisk: true);
            states.Flush(flushToDisk: true);
        }
        files.Finish(
            new ExportManifest(
                ExportManifest.HubsExport,
                ExportManifest.Newest,
                clock.GetUtcNow(),
                written.Contents,
                written.JournalSha256,
                written.StatesSha256
            )
        );
        await files.Check();
        return written.Contents;
    }

    /// <exception cref="StoreUnusableException">Something is there already.</exception>
    public static void RefuseUsed(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StoreUnusableException(
                $"{folder} is not empty. Name a new folder for the export."
            );
    }

    /// <summary>
    /// Checks the whole export, then fills the store, then writes the store out again and compares every record. A failure on the way leaves a half-filled store behind, so
    /// fill one that is thrown away unless this returns.
    /// </summary>
    /// <exception cref="StoreUnusableException">The export is not as it was written, or the store is not empty, or does not hold the same afterwards.</exception>
    public static async Task<ExportContents> Read<TStore>(string folder, TStore store)
        where TStore : IJournal, IStateStore, IStoreListing
    {
        var files = new ExportFolder(folder);
        var manifest = await files.Check();
        if ((await store.Streams()).Count > 0 || (await store.States()).Count > 0)
            throw new StoreUnusableException(
                "There are data already. An export is only imported into an empty store."
            );
        await Fill(store, files);
        return await IsSame(store, manifest)
            ? manifest.Contents
            : throw new StoreUnusableException(
                "After the import the store does not hold what the export does. Do not use it; report this."
            );
    }

    /// <summary>Whether the store holds, record by record, what the export does.</summary>
    /// <exception cref="StoreUnusableException">The export is not as it was written.</exception>
    public static async Task<bool> IsSame<TStore>(string folder, TStore store)
        where TStore : IJournal, IStateStore, IStoreListing =>
        await IsSame(store, await new ExportFolder(folder).Check());

    private static async Task<bool> IsSame<TStore>(TStore store, ExportManifest manifest)
        where TStore : IJournal, IStateStore, IStoreListing
    {
        var found = await Write(store, Stream.Null, Stream.Null);
        return found.JournalSha256 == manifest.JournalSha256
            && found.StatesSha256 == manifest.StatesSha256;
    }

    internal static int Order(ExportedState one, ExportedState other) =>
        string.CompareOrdinal(one.Name, other.Name) is not 0 and var byName
            ? byName
            : string.CompareOrdinal(one.Key, other.Key);

    private static async Task Fill<TStore>(TStore store, ExportFolder files)
        where TStore : IJournal, IStateStore
    {
        var (stream, end) = ("", JournalEnd.Empty);
        var waiting = new List<ReadOnlyMemory<byte>>();
        await foreach (var entry in files.Entries())
        {
            if (entry.Stream != stream || waiting.Count == EntriesAtOnce)
            {
                await Append();
                end = entry.Stream == stream ? end : JournalEnd.Empty;
                stream = entry.Stream;
            }
            waiting.Add(entry.Entry);
        }
        await Append();
        await foreach (var state in files.AllStates())
            await store.Write(state.Name, state.Key, state.Value, expectedEtag: null);

        async Task Append()
        {
            if (waiting.Count > 0)
                end = await store.Append(stream, end, [.. waiting]);
            waiting.Clear();
        }
    }

    private sealed record Written(
        ExportContents Contents,
        string JournalSha256,
        string StatesSha256
    );

    private static async Task<Written> Write<TStore>(TStore store, Stream journal, Stream states)
        where TStore : IJournal, IStateStore, IStoreListing
    {
        using var journalLines = new HashedLines(journal);
        using var stateLines = new HashedLines(states);
        var streams = await store.Streams();
        var entries = 0L;
        foreach (var stream in streams)
        {
            var tail = await store.ReadAfter(stream, JournalEnd.Empty);
            for (var i = 0; i < tail.Entries.Count; i++, entries++)
                journalLines.Add(
                    ExportedEntry.Of(stream, i + 1, tail.Entries[i].Span),
                    ExportJson.Default.ExportedEntry
                );
        }
        var kept = 0L;
        foreach (var (name, key) in await store.States())
            if (await store.Read(name, key) is { } state)
            {
                stateLines.Add(
                    ExportedState.Of(name, key, state.Value.Span),
                    ExportJson.Default.ExportedState
                );
                kept++;
            }
        return new Written(
            new ExportContents(streams.Count, entries, kept),
            journalLines.Sha256(),
            stateLines.Sha256()
        );
    }

    private sealed class HashedLines(Stream to) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(
            HashAlgorithmName.SHA256
        );

        public void Add<T>(T record, JsonTypeInfo<T> json)
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, json), (byte)'\n'];
            _hash.AppendData(line);
            to.Write(line);
        }

        public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public void Dispose() => _hash.Dispose();
    }
}
