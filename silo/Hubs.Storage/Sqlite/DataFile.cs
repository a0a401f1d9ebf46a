using System.Globalization;

namespace Hubs.Storage.Sqlite;

/// <summary>The database file of a data folder, its side files, and how one file is put in place of another without a moment of loss.</summary>
internal sealed class DataFile(string folder)
{
    // SQLite keeps its log and shared memory beside the file under these endings.
    private static readonly string[] Endings = ["-wal", "-shm", ""];

    public string Path { get; } = System.IO.Path.Combine(folder, "hubs.db");

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>An empty file counts as new to SQLite, which then also drops the log that belonged to it.</summary>
    /// <exception cref="DamagedStoreException">There is no file, or an empty one, where the folder shows that there has been one.</exception>
    public void RefuseIfLost(string folder)
    {
        var log = new FileInfo(Path + "-wal");
        if (
            Length == 0
            && (
                log is { Exists: true, Length: > 0 }
                || File.Exists(Replaced(1))
                || !BackupFolder.Of(folder).IsEmpty
            )
        )
            throw new DamagedStoreException(
                $"{Path} is missing or empty, though {folder} has held data before. No new one was begun."
            );
    }

    /// <summary>A checked file under this name is the truth, even if the program died before it was moved into place.</summary>
    private string Restored => Path + ".restored";

    private string Replaced(int number) =>
        System.IO.Path.Combine(
            folder,
            number == 1
                ? "hubs-before-restore.db"
                : string.Create(CultureInfo.InvariantCulture, $"hubs-before-restore-{number}.db")
        );

    /// <summary>A name nothing has yet. The file itself is moved last, so a move cut short goes on under the same name.</summary>
    private string FreeName()
    {
        var number = 1;
        while (File.Exists(Replaced(number)))
            number++;
        return Replaced(number);
    }

    /// <summary>Checks a copy of the backup, brought to the newest schema, and only then lets it take the file's place.</summary>
    public StoreContents PutInPlace(string backup, IReadOnlyList<string> schema)
    {
        var copy = Path + ".copying";
        try
        {
            File.Copy(backup, copy, overwrite: true);
            var contents = Prepare(copy, backup, schema);
            Sync(copy);
            File.Move(copy, Restored, overwrite: true);
            FinishRestore();
            return contents;
        }
        finally
        {
            File.Delete(copy); // Not there any more unless it was refused.
        }
    }

    private static StoreContents Prepare(string copy, string backup, IReadOnlyList<string> schema)
    {
        try
        {
            using var connection = Connection.OpenWriter(copy);
            if (Schema.Accept(connection, backup, schema.Count) == 0)
                throw new StoreUnusableException(
                    $"{backup} is empty. Name a backup made by this program."
                );
            Schema.Upgrade(connection, backup, schema);
            return Verification.Run(connection, backup);
        }
        catch (SqliteFailure failure)
        {
            throw new DamagedStoreException(
                $"{backup} cannot be read as a store. {failure.Message}",
                failure
            );
        }
    }

    /// <summary>Does nothing unless a restore was begun. Any number of deaths in between lead to the same end.</summary>
    public void FinishRestore()
    {
        if (!File.Exists(Restored))
            return;
        var replaced = FreeName();
        foreach (var ending in Endings.Where(ending => File.Exists(Path + ending)))
            File.Move(Path + ending, replaced + ending, overwrite: true);
        File.Move(Restored, Path);
    }

    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
