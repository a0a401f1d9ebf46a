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
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method} {path}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
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
