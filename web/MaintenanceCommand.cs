using Hubs.Storage;

namespace Hubs.Web;

/// <summary><c>backup FILE</c> and <c>restore FILE</c> instead of serving: <c>dotnet run --project web -- backup FILE --data DIR</c>.</summary>
public static class MaintenanceCommand
{
    /// <summary>False when the arguments ask for no such command, so the product should be served.</summary>
    /// <exception cref="StoreUnusableException">It could not be done; the message says why.</exception>
    public static bool TryRun(string[] args)
    {
        if (args is not [("backup" or "restore") and var verb, ..])
            return false;
        if (args is not [_, var file, ..] || file.StartsWith("--", StringComparison.Ordinal))
            throw new StartRefusedException($"Name the file: {verb} FILE [--data DIR]");
        var options = new ConfigurationBuilder().AddCommandLine(args[2..]).Build();
        var folder = Path.GetFullPath(options["data"] ?? "data");
        file = Path.GetFullPath(file);
        if (verb == "backup")
        {
            var contents = SqliteStore.Backup(folder, file);
            Console.WriteLine(
                $"Backed up {contents.Entries} changes and {contents.States} settings to {file}, and checked the copy.\n"
                    + $"Keep {Path.Combine(folder, "keys")} as well, in another place: residents' details cannot be read without it."
            );
        }
        else
        {
            var contents = SqliteStore.Restore(file, folder);
            Console.WriteLine(
                $"Restored {contents.Entries} changes and {contents.States} settings from {file} into {folder}.\n"
                    + "What was there before is kept beside it as hubs-before-restore.db."
            );
        }
        return true;
    }
}
