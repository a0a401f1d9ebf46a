namespace Hubs.Storage.Exports;

/// <summary>Exports a data folder, also while the product runs on it, and makes a new one from an export.</summary>
public static class DataMove
{
    /// <summary>One moment of the folder's store.</summary>
    /// <exception cref="StoreUnusableException">There is no store, it is damaged, or the target is not empty.</exception>
    public static async Task<ExportContents> Export(string data, string target, TimeProvider clock)
    {
        StoreExport.RefuseUsed(target);
        var moment = $"{Path.TrimEndingDirectorySeparator(target)}.moment";
        Clear(moment);
        Directory.CreateDirectory(moment);
        try
        {
            SqliteStore.Backup(data, Path.Combine(moment, "hubs.db"));
            using var store = SqliteStore.Open(moment);
            return await StoreExport.Write(store, target, clock);
        }
        finally
        {
            Clear(moment);
        }
    }

    /// <summary>All or nothing: the data are made and checked in a folder beside, and only then moved into place.</summary>
    /// <exception cref="StoreUnusableException">The export is not as it was written, or the folder has data already. Nothing was changed.</exception>
    public static async Task<ExportContents> Import(string source, string data)
    {
        if (File.Exists(Path.Combine(data, "hubs.db")))
            throw new StoreUnusableException(
                $"{data} holds data already. An export is only imported into an empty folder: name another with --data DIR."
            );
        var making = Path.Combine(data, "importing");
        Clear(making); // What an import that died left behind.
        try
        {
            var made = Path.Combine(making, "made.db");
            ExportContents contents;
            using (var store = SqliteStore.Open(making))
            {
                contents = await StoreExport.Read(source, store);
                store.Backup(made);
            }
            SqliteStore.Restore(made, data);
            return contents;
        }
        finally
        {
            Clear(making);
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
