namespace Hubs.Storage.Sqlite;

/// <summary>The database file of a data folder, its side files, and how one file is put in place of another without a moment of loss.</summary>
internal sealed class DataFile(string folder)
{
    // SQLite keeps its log and shared memory beside the file under these endings.
    private static readonly string[] Endings = ["-wal", "-shm", ""];

    public string Path { get; } = System.IO.Path.Combine(folder, "hubs.db");

    /// <summary>A checked file under this name is the truth, even if the program died before it was moved into place.</summary>
    private string Restored => Path + ".restored";

    private string Replaced => System.IO.Path.Combine(folder, "hubs-before-restore.db");

    public void PutInPlace(string backup)
    {
        var copy = Path + ".copying";
        File.Copy(backup, copy, overwrite: true);
        using (var connection = Connection.OpenWriter(copy))
            Verification.Run(connection, copy);
        Sync(copy);
        foreach (var ending in Endings)
            File.Delete(Replaced + ending);
        File.Move(copy, Restored, overwrite: true);
        FinishRestore();
    }

    /// <summary>Does nothing unless a restore was begun. Any number of deaths in between lead to the same end.</summary>
    public void FinishRestore()
    {
        if (!File.Exists(Restored))
            return;
        foreach (var ending in Endings.Where(ending => File.Exists(Path + ending)))
            File.Move(Path + ending, Replaced + ending, overwrite: true);
        File.Move(Restored, Path);
    }

    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
