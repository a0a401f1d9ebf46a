using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>
/// What this installation derives from a command's key under a secret of its own: the fingerprint of the request, and ids that a repeat of the
/// command must find again. Nobody without the secret learns anything about the request from them.
/// A lost secret means that repeats from before are refused as "key reused".
/// </summary>
public sealed class CommandKeys(byte[] secret)
{
    public static CommandId Fresh() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public string Fingerprint(string method, string path, ReadOnlySpan<byte> body)
    {
        // In one piece: a hash fed piece by piece keeps handles of its own.
        var most = Encoding.UTF8.GetMaxByteCount(method.Length + path.Length) + 2 + body.Length;
        var rented = most > 1024 ? ArrayPool<byte>.Shared.Rent(most) : null;
        var all = rented ?? stackalloc byte[1024];
        var length = Encoding.UTF8.GetBytes(method, all);
        all[length++] = (byte)' ';
        length += Encoding.UTF8.GetBytes(path, all[length..]);
        all[length++] = (byte)'\n';
        body.CopyTo(all[length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, all[..(length + body.Length)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>The session a command places: a repeat places the same one.</summary>
    public SessionId SessionOf(CommandId command) => new($"s-{Derive("session", command)}");

    private string Derive(string purpose, CommandId command) =>
        Convert.ToHexStringLower(
            HMACSHA256
                .HashData(secret, Encoding.UTF8.GetBytes($"{purpose}:{command}"))
                .AsSpan(0, 16)
        );
}
