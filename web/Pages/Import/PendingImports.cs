using System.Security.Cryptography;
using Hubs.Silo.Configuration;
using Microsoft.Extensions.Caching.Memory;

namespace Hubs.Web.Pages.Import;

/// <summary>Uploaded files between preview and confirmation: half an hour, in memory, some hundred megabytes at most.</summary>
public sealed class PendingImports(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private const long MostBytes = 100 * 1024 * 1024;

    private readonly MemoryCache _files = new(
        new MemoryCacheOptions { SizeLimit = MostBytes, Clock = new CacheClock(clock) }
    );

    /// <summary>Returns the name under which the file is found again.</summary>
    public string Keep(CsvKind kind, byte[] file)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _files.Set(
            token,
            new PendingImport(kind, file),
            new MemoryCacheEntryOptions
            {
                Size = file.Length,
                AbsoluteExpirationRelativeToNow = Kept,
            }
        );
        return token;
    }

    /// <summary>Null when it is too long ago.</summary>
    public PendingImport? Find(string token) => _files.Get<PendingImport>(token);

    public void Forget(string token) => _files.Remove(token);

    public void Dispose() => _files.Dispose();

    private sealed class CacheClock(TimeProvider clock) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}

public sealed record PendingImport(CsvKind Kind, byte[] File);
