using Hubs.Silo.Cluster.Azure;
using Hubs.Storage;
using Hubs.Storage.Exports;

namespace Hubs.Silo.Cluster.Moving;

/// <summary><c>export DIR</c> and <c>import DIR</c> instead of serving. No silo may run meanwhile, because a storage account has no "one moment".</summary>
internal static class MoveCommand
{
    /// <summary>False when the arguments ask for neither.</summary>
    /// <exception cref="StoreUnusableException">It could not be done; the message says why.</exception>
    public static async Task<bool> TryRun(string[] args, ClusterSettings settings)
    {
        if (args is not [("export" or "import") and var verb, ..])
            return false;
        if (args is not [_, var folder, ..] || folder.StartsWith("--", StringComparison.Ordinal))
            throw new StoreUnusableException(
                $"Name the folder: {verb} DIR [--Cluster:Storage ...]"
            );
        var account = new AzureAccount(settings.Storage);
        var contents =
            verb == "export"
                ? await Export(account, Path.GetFullPath(folder))
                : await Import(Path.GetFullPath(folder), account);
        Console.WriteLine(
            $"{(verb == "export" ? "Exported" : "Imported")} {contents.Entries} changes of {contents.Streams} diaries and clinicians and {contents.States} settings, "
                + "and compared every one.\nThe folder --keys belongs to them and goes another way: residents' details cannot be read without it."
        );
        return true;
    }

    /// <exception cref="StoreUnusableException">The folder is not empty, or something was written meanwhile.</exception>
    public static async Task<ExportContents> Export(AzureAccount account, string folder)
    {
        await account.Prepare(CancellationToken.None);
        var cluster = new ClusterContents(account);
        var contents = await StoreExport.Write(cluster, folder, TimeProvider.System);
        if (await StoreExport.IsSame(folder, cluster))
            return contents;
        Directory.Delete(folder, recursive: true);
        throw new StoreUnusableException(
            "Something was written during the export, so it is no moment of the data. Stop every silo and web node first."
        );
    }

    /// <exception cref="StoreUnusableException">The export is not as it was written, or the account holds data already.</exception>
    public static async Task<ExportContents> Import(string folder, AzureAccount account)
    {
        await account.Prepare(CancellationToken.None);
        return await StoreExport.Read(folder, new ClusterContents(account));
    }
}
