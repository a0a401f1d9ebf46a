using Hubs.Storage;

namespace Hubs.Silo.Jobs;

/// <summary>One backup an hour in its own folder; those of the last 24 hours and the last of each of seven days are kept.</summary>
public sealed class RollingBackup(
    string folder,
    Func<string, StoreContents> backup,
    TimeProvider clock
)
{
    private readonly BackupFolder backups = new(folder);

    /// <summary>Writes and checks one, then removes what is too old. A repeat within the same minute finds it made.</summary>
    public Task<string> Run(CancellationToken stopping) =>
        Task.Run(
            () =>
            {
                Directory.CreateDirectory(folder);
                var file = backups.FileAt(clock.GetUtcNow());
                var name = Path.GetFileName(file);
                if (File.Exists(file))
                    return $"{name} is there already.";
                backups.RemoveUnfinished();
                var contents = backup(file);
                var removed = backups.RemoveOld();
                return $"Wrote and checked {name}: {contents.Entries} journal entries, {contents.States} states."
                    + (removed > 0 ? $" Removed {removed} older." : "");
            },
            stopping
        );
}
