using Hubs.Storage.Sqlite;

namespace Hubs.Storage;

/// <summary>What a whole check of a store found in it.</summary>
public sealed record StoreContents(long Rows, long Entries, long Streams, long States);

/// <summary>
/// Journal and states in one SQLite file (docs/storage-format.md). One process owns the folder; within it any number of callers.
/// Disposing finishes what was asked before and closes the file; what is asked after is refused.
/// </summary>
public sealed class SqliteStore : IJournal, IStateStore, IStoreListing, IDisposable
{
    private const int SaveHeadsEvery = 10_000;

    /// <summary>A larger file is read whole by each backup only: its start would take too long.</summary>
    private const long CheckedWhole = 512 * 1024 * 1024;

    /// <summary>How the name of a backup ends until it has been read whole.</summary>
    internal const string Unchecked = ".unchecked";

    private readonly FolderLock _lock;
    private readonly DataFile _file;
    private readonly Readers _readers;
    private readonly Writer _writer;

    private SqliteStore(FolderLock folderLock, DataFile file, Writer writer)
    {
        (_lock, _file, _writer) = (folderLock, file, writer);
        _readers = new Readers(file.Path);
    }

    /// <summary>Opens the folder's file, making folder and file if there are none, and bringing an older file forward.</summary>
    /// <exception cref="StoreUnusableException">In use by another process, damaged, or written by a newer program: the message says which.</exception>
    public static SqliteStore Open(string folder, WriteFaults? faults = null) =>
        Open(folder, faults ?? new WriteFaults(), Schema.Steps, SaveHeadsEvery);

    /// <summary>
    /// As <see cref="Open(string, WriteFaults?)"/>, for a service that starts: first reads every record of a file of up to 512 MB, and begins no new file where
    /// one has been lost. A refusal names the newest good backup; nothing in the folder was changed then.
    /// </summary>
    /// <exception cref="StoreUnusableException">In use by another process, damaged, or written by a newer program: the message says which.</exception>
    public static SqliteStore OpenChecked(string folder)
    {
        try
        {
            return Open(
                folder,
                new WriteFaults(),
                Schema.Steps,
                SaveHeadsEvery,
                file =>
                {
                    file.RefuseIfLost(folder);
                    if (file.Length is > 0 and <= CheckedWhole)
                        Verify(file.Path);
                }
            );
        }
        catch (DamagedStoreException damage)
        {
            throw new DamagedStoreException($"{damage.Message}\n{Advice(folder)}", damage);
        }
    }

    private static string Advice(string folder) =>
        BackupFolder.Of(folder).NewestGood() is { } good
            ? $"Nothing was changed. The newest good backup is {good.File}, with {good.Contents!.Entries} changes. "
                + $"To put it back: restore newest --data {folder}. To see all: backups --data {folder}."
            : $"Nothing was changed. There is no good backup in {folder}: if you keep copies elsewhere, put one back with restore FILE --data {folder}.";

    internal static SqliteStore Open(
        string folder,
        WriteFaults faults,
        IReadOnlyList<string> schema,
        int saveHeadsEvery,
        Action<DataFile>? check = null
    )
    {
        var folderLock = FolderLock.Take(folder);
        Connection? connection = null;
        try
        {
            var file = new DataFile(folder);
            file.FinishRestore();
            check?.Invoke(file);
            connection = Connection.OpenWriter(file.Path);
            Schema.KeepOlder(connection, file.Path, schema);
            Schema.Upgrade(connection, file.Path, schema);
            return new SqliteStore(
                folderLock,
                file,
                new Writer(connection, file.Path, faults, saveHeadsEvery)
            );
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            folderLock.Dispose();
            if (failure is SqliteFailure)
                throw new DamagedStoreException(
                    $"The store in {folder} cannot be opened. {failure.Message}",
                    failure
                );
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        return new(
            _writer.Enqueue(
                new AppendWrite(stream, expected, entries.Count, JournalRow.Pack(entries))
            )
        );
    }

    /// <inheritdoc/>
    public async ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from)
    {
        var head = (await Heads())[stream];
        if (from.Version > head.Version)
            throw new JournalException(
                $"Stream {stream} was to be read after version {from.Version}, but ends at {head.Version}. Were the data restored from an older backup while something kept newer ones?"
            );
        var entries = _readers.Use(reader => reader.EntriesAfter(stream, from.Version, head));
        return new JournalTail(new JournalEnd(head.Version, null), entries);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredState?> Read(string name, string key)
    {
        await Heads();
        return _readers.Use(reader => reader.State(name, key));
    }

    /// <inheritdoc/>
    public async ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    ) => await _writer.Enqueue(new StateWrite(name, key, value, expectedEtag));

    /// <inheritdoc/>
    public async ValueTask Clear(string name, string key, string? expectedEtag) =>
        await _writer.Enqueue(new StateClear(name, key, expectedEtag));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> Keys(string name)
    {
        await Heads();
        return _readers.Use(reader => reader.Keys(name));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> Streams() =>
        [.. (await Heads()).All.Select(head => head.Key).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<(string Name, string Key)>> States()
    {
        await Heads();
        return _readers.Use(reader => reader.AllStates());
    }

    /// <summary>Reads every row, checksum and link, beside the running writer. Takes as long as reading the file.</summary>
    /// <exception cref="DamagedStoreException">Names the first damage found.</exception>
    public StoreContents Verify() =>
        _readers.Use(reader => Verification.Run(reader.Connection, _file.Path));

    /// <summary>The same check of a file nobody writes, such as a backup.</summary>
    /// <exception cref="StoreUnusableException">Missing, damaged, newer than this program, or not a store.</exception>
    public static StoreContents Verify(string file)
    {
        try
        {
            using var connection = Connection.OpenReader(file);
            if (Schema.Accept(connection, file, Schema.Steps.Count) == 0)
                throw new StoreUnusableException(
                    $"{file} is empty. Name a backup made by this program."
                );
            return Verification.Run(connection, file);
        }
        catch (SqliteFailure failure)
        {
            throw new DamagedStoreException(
                $"{file} cannot be read as a store. {failure.Message}",
                failure
            );
        }
    }

    /// <summary>Writes a checked copy of this moment to a new file, while others read and write.</summary>
    /// <exception cref="StoreUnusableException">The file is there already, or the copy did not pass its check.</exception>
    public StoreContents Backup(string file) =>
        _readers.Use(reader => Backup(reader.Connection, file));

    /// <summary>The same for a folder that another process may have open and be writing to.</summary>
    /// <exception cref="StoreUnusableException">There is no store, the file is there already, or the copy did not pass its check.</exception>
    public static StoreContents Backup(string folder, string file)
    {
        var data = new DataFile(folder);
        if (!File.Exists(data.Path))
            throw new StoreUnusableException(
                $"There is nothing to back up: {folder} holds no hubs.db. Name the data folder with --data DIR."
            );
        try
        {
            using var connection = Connection.OpenReader(data.Path);
            return Backup(connection, file);
        }
        catch (SqliteFailure failure)
        {
            throw new StoreUnusableException(
                $"{data.Path} cannot be backed up to {file}. {failure.Message}",
                failure
            );
        }
    }

    private static StoreContents Backup(Connection connection, string file)
    {
        if (File.Exists(file))
            throw new StoreUnusableException(
                $"{file} is there already. Backups never overwrite: choose another name."
            );
        var candidate = file + Unchecked;
        File.Delete(candidate);
        using (var copy = connection.Prepare("VACUUM INTO ?"))
            copy.Bind(1, candidate).Run();
        DataFile.Sync(candidate);
        var contents = Verify(candidate);
        File.Move(candidate, file);
        return contents;
    }

    /// <summary>
    /// Puts a backup in place of what the folder holds, after checking it; the replaced file stays beside it as hubs-before-restore.db, or with the next free number.
    /// </summary>
    /// <exception cref="StoreUnusableException">The folder is in use, or the backup is not good. The folder is then as it was.</exception>
    public static StoreContents Restore(string file, string folder) =>
        Restore(file, folder, Schema.Steps);

    internal static StoreContents Restore(string file, string folder, IReadOnlyList<string> schema)
    {
        if (!File.Exists(file))
            throw new StoreUnusableException($"There is no file {file}.");
        using var folderLock = FolderLock.Take(folder);
        var target = new DataFile(folder);
        target.FinishRestore();
        return target.PutInPlace(file, schema);
    }

    public void Dispose()
    {
        // Readers first: the connection closed last puts the log into the file and removes it, and only the writer's may write.
        _readers.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    /// <summary>After a failed commit the writer first reads the file again; until it could, nobody is told anything.</summary>
    private async ValueTask<Heads> Heads()
    {
        if (!_writer.KnowsTheTruth)
            await _writer.Enqueue(new Reload());
        return _writer.Heads;
    }
}
