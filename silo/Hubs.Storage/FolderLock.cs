namespace Hubs.Storage;

/// <summary>
/// One process owns a data folder. The lock is the operating system's, on a file beside the database, so it ends with the process however that dies.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "hubs.lock");
        try
        {
            return new FolderLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new StoreUnusableException(
                $"The folder {folder} cannot be written to: {cause.Message}",
                cause
            );
        }
        catch (IOException cause)
        {
            throw new FolderInUseException(
                $"The folder {folder} is in use by another running copy of this program. Stop that one first, or use another folder.",
                cause
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
