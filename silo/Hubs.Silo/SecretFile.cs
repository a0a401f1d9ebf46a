using System.Security.Cryptography;

namespace Hubs.Silo;

/// <summary>A secret of this installation: 32 random bytes in a file that only this user may read.</summary>
public static class SecretFile
{
    public const int Bytes = 32;

    /// <summary>The secret in the file, made on first use. A death half-way leaves no half secret behind.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
            Make(path);
        var secret = File.ReadAllBytes(path);
        return secret.Length == Bytes
            ? secret
            : throw new InvalidDataException(
                $"{path} should hold {Bytes} bytes, but holds {secret.Length}. Put the right file back from where it is kept safe"
            );
    }

    private static void Make(string path)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.unfinished";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that shares the folder made it first: that one holds.
            File.Delete(unfinished);
        }
    }
}
