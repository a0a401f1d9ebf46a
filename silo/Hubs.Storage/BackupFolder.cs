using System.Globalization;

namespace Hubs.Storage;

/// <summary>A backup as it was found. <see cref="Damage"/>: why it cannot be restored; null when every record in it was read and is as it was written.</summary>
public sealed record BackupFound(
    string File,
    DateTimeOffset MadeAt,
    StoreContents? Contents,
    string? Damage
);

/// <summary>The rolling backups of a data folder, named by the minute they were made (UTC), such as hubs-2026-11-23T0230.db.</summary>
public sealed class BackupFolder(string folder)
{
    public const int Days = 7;
    public static readonly TimeSpan Closely = TimeSpan.FromHours(24);

    private const string NameFormat = "'hubs-'yyyy-MM-dd'T'HHmm'.db'";

    /// <summary>Where a data folder's own backups are.</summary>
    public static BackupFolder Of(string data) => new(Path.Combine(data, "backups"));

    public string FileAt(DateTimeOffset at) =>
        Path.Combine(folder, at.UtcDateTime.ToString(NameFormat, CultureInfo.InvariantCulture));

    public bool IsEmpty => Files().Count == 0;

    /// <summary>Each is read from its first record to its last when it is asked for.</summary>
    public IEnumerable<BackupFound> NewestFirst() => Files().Select(Look);

    /// <summary>The newest that is good and no younger than this. Null when there is none.</summary>
    public BackupFound? NewestGood(DateTimeOffset? notAfter = null) =>
        Files()
            .Where(file => notAfter is null || file.MadeAt <= notAfter)
            .Select(Look)
            .FirstOrDefault(found => found.Damage is null);

    /// <summary>Keeps every one of the last 24 hours and the last one of each of seven days. Returns how many were removed.</summary>
    public int RemoveOld()
    {
        var files = Files();
        var kept = files
            .GroupBy(file => file.MadeAt.Date)
            .Take(Days)
            .Select(day => day.First())
            .Concat(files.Where(file => file.MadeAt > files[0].MadeAt - Closely))
            .ToHashSet();
        var old = files.Where(file => !kept.Contains(file)).ToList();
        old.ForEach(file => File.Delete(file.Path));
        return old.Count;
    }

    /// <summary>What a crash left of a backup that was being written.</summary>
    public void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"hubs-*{SqliteStore.Unchecked}"))
            File.Delete(file);
    }

    private static BackupFound Look((string Path, DateTimeOffset MadeAt) file)
    {
        try
        {
            return new(file.Path, file.MadeAt, SqliteStore.Verify(file.Path), null);
        }
        catch (StoreUnusableException damage)
        {
            return new(file.Path, file.MadeAt, null, damage.Message);
        }
    }

    /// <summary>Newest first. What is not named as a backup is somebody else's.</summary>
    private List<(string Path, DateTimeOffset MadeAt)> Files()
    {
        var files = new List<(string Path, DateTimeOffset MadeAt)>();
        if (Directory.Exists(folder))
            foreach (var path in Directory.EnumerateFiles(folder))
                if (TimeOf(Path.GetFileName(path)) is { } at)
                    files.Add((path, at));
        files.Sort((one, other) => other.MadeAt.CompareTo(one.MadeAt));
        return files;
    }

    private static DateTimeOffset? TimeOf(string name) =>
        DateTimeOffset.TryParseExact(
            name,
            NameFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;
}
