using System.Globalization;
using Hubs.Storage;

namespace Hubs.Silo.Jobs;

/// <summary>One backup a night in its own folder; the newest seven are kept.</summary>
public sealed class RollingBackup(
    string folder,
    Func<string, StoreContents> backup,
    TimeProvider clock
)
{
    public const int Kept = 7;
    private const string Pattern = "hubs-????-??-??T????.db";

    /// <summary>Writes and checks one, then removes what is too old. A repeat within the same minute finds it made.</summary>
    public Task<string> Run(CancellationToken stopping) =>
        Task.Run(
            () =>
            {
                Directory.CreateDirectory(folder);
                var name = string.Create(
                    CultureInfo.InvariantCulture,
                    $"hubs-{clock.GetUtcNow():yyyy-MM-dd'T'HHmm}.db"
                );
                var file = Path.Combine(folder, name);
                if (File.Exists(file))
                    return $"{name} is there already.";
                var contents = backup(file);
                var removed = RemoveOld();
                return $"Wrote and checked {name}: {contents.Entries} journal entries, {contents.States} states."
                    + (removed > 0 ? $" Removed {removed} older." : "");
            },
            stopping
        );

    private int RemoveOld()
    {
        // The names sort by time.
        var old = Directory
            .GetFiles(folder, Pattern)
            .OrderDescending(StringComparer.Ordinal)
            .Skip(Kept)
            .ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }
}
