using System.Globalization;
using Hubs.Model;
using Hubs.Storage;
using Hubs.Storage.Exports;

namespace Hubs.Web;

/// <summary>
/// <c>export DIR</c>, <c>import DIR</c>, <c>backup FILE</c>, <c>backups</c> and <c>restore FILE | newest | TIME</c> instead of serving: <c>dotnet run --project web -- backup FILE --data DIR</c>.
/// </summary>
public static class MaintenanceCommand
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    /// <summary>False when the arguments ask for no such command, so the product should be served.</summary>
    /// <exception cref="StoreUnusableException">It could not be done; the message says why.</exception>
    public static bool TryRun(string[] args)
    {
        if (
            args
            is not [("backup" or "backups" or "restore" or "export" or "import") and var verb, ..]
        )
            return false;
        if (verb == "backups")
        {
            List(Folder(args[1..]));
            return true;
        }
        if (args is not [_, var what, ..] || what.StartsWith("--", StringComparison.Ordinal))
            throw new StartRefusedException(
                verb is "export" or "import" ? $"Name the folder: {verb} DIR [--data DIR]"
                : verb == "backup" ? "Name the file: backup FILE [--data DIR]"
                : "Say what to put back: restore FILE, restore newest, or restore 2026-11-24T14:00 [--data DIR]"
            );
        var folder = Folder(args[2..]);
        if (verb == "backup")
            Backup(folder, Path.GetFullPath(what));
        else if (verb == "export")
            Export(folder, Path.GetFullPath(what));
        else if (verb == "import")
            Import(folder, Path.GetFullPath(what));
        else
            Restore(folder, what);
        return true;
    }

    private static string Folder(string[] options) =>
        Path.GetFullPath(
            new ConfigurationBuilder().AddCommandLine(options).Build()["data"] ?? "data"
        );

    private static void Backup(string folder, string file)
    {
        var contents = SqliteStore.Backup(folder, file);
        Console.WriteLine(
            $"Backed up {contents.Entries} changes and {contents.States} settings to {file}, and checked the copy.\n"
                + $"Keep {Path.Combine(folder, "keys")} as well, in another place: residents' details cannot be read without it."
        );
    }

    private static void Export(string folder, string target)
    {
        var contents = DataMove
            .Export(folder, target, TimeProvider.System)
            .GetAwaiter()
            .GetResult();
        Console.WriteLine(
            $"Exported {contents.Entries} changes of {contents.Streams} diaries and clinicians and {contents.States} settings to {target}, and checked them.\n"
                + $"Take {Path.Combine(folder, "keys")} as well, by another way: residents' details cannot be read without it."
        );
    }

    private static void Import(string folder, string source)
    {
        var contents = DataMove.Import(source, folder).GetAwaiter().GetResult();
        var keys = Path.Combine(folder, "keys");
        Console.WriteLine(
            $"Imported {contents.Entries} changes of {contents.Streams} diaries and clinicians and {contents.States} settings into {folder}, and compared every one.\n"
                + (
                    File.Exists(Path.Combine(keys, "master.key"))
                        ? $"The keys in {keys} must be those that belong to the export."
                        : $"Before the first start, put the keys that belong to it into {keys}: without them residents' details cannot be read."
                )
        );
    }

    private static void List(string folder)
    {
        var backups = BackupFolder.Of(folder);
        if (backups.IsEmpty)
            Console.WriteLine($"There are no backups of {folder} yet.");
        foreach (var found in backups.NewestFirst())
            Console.WriteLine(
                $"{Time(found.MadeAt)}  {(found.Contents is { } good ? $"good, {good.Entries} changes, {good.States} settings" : "DAMAGED")}  {found.File}"
                    + (found.Damage is { } damage ? $"\n    {damage}" : "")
            );
    }

    private static void Restore(string folder, string what)
    {
        var file = FileOf(folder, what);
        var contents = SqliteStore.Restore(file, folder);
        Console.WriteLine(
            $"Restored {contents.Entries} changes and {contents.States} settings from {file} into {folder}.\n"
                + "What was there before is kept beside it, under a name that begins hubs-before-restore."
        );
    }

    /// <summary>A file's name, or the newest good backup: of all, or of those made by a UK time.</summary>
    private static string FileOf(string folder, string what)
    {
        var isTime = DateTime.TryParseExact(
            what,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        );
        if (!isTime && what != "newest")
            return Path.GetFullPath(what);
        DateTimeOffset? notAfter = isTime
            ? UkCalendar.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            : null;
        return BackupFolder.Of(folder).NewestGood(notAfter)?.File
            ?? throw new StoreUnusableException(
                $"There is no good backup of {folder}{(isTime ? $" made by {what}" : "")}. To see all: backups --data {folder}"
            );
    }

    private static string Time(DateTimeOffset at) =>
        UkCalendar.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
