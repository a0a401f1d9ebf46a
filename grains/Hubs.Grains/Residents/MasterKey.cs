using System.Security.Cryptography;

namespace Hubs.Grains;

/// <summary>
/// The 256-bit key that wraps every resident's own key. It never lies in the database: without it a stolen database or backup says nothing of
/// any person. AES-256-GCM; a sealed value is nonce (12 bytes), ciphertext, tag (16 bytes).
/// </summary>
public sealed class MasterKey : IDisposable
{
    public const int Bytes = 32;
    private readonly byte[] _key;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public MasterKey(byte[] key)
    {
        if (key.Length != Bytes)
            throw new ArgumentException(
                $"The master key has {key.Length} bytes; it must have {Bytes}",
                nameof(key)
            );
        _key = key;
    }

    public byte[] Wrap(byte[] key) => Sealing.Seal(_key, key);

    public byte[] Unwrap(byte[] wrapped) => Sealing.Open(_key, wrapped);

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}

internal static class Sealing
{
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain)
    {
        using var cipher = new AesGcm(key, Tag);
        return Seal(cipher, plain);
    }

    public static byte[] Open(byte[] key, ReadOnlySpan<byte> seal)
    {
        using var cipher = new AesGcm(key, Tag);
        return Open(cipher, seal);
    }

    public static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain)
    {
        var seal = new byte[Nonce + plain.Length + Tag];
        RandomNumberGenerator.Fill(seal.AsSpan(0, Nonce));
        cipher.Encrypt(
            seal.AsSpan(0, Nonce),
            plain,
            seal.AsSpan(Nonce, plain.Length),
            seal.AsSpan(Nonce + plain.Length)
        );
        return seal;
    }

    /// <exception cref="CryptographicException">Another key, or the bytes were changed.</exception>
    public static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> seal)
    {
        if (seal.Length < Nonce + Tag)
            throw new CryptographicException("A sealed value is shorter than its nonce and tag");
        var plain = new byte[seal.Length - Nonce - Tag];
        cipher.Decrypt(seal[..Nonce], seal[Nonce..^Tag], seal[^Tag..], plain);
        return plain;
    }
}
