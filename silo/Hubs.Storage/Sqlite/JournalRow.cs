using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Hubs.Storage.Sqlite;

/// <summary>One append as it lies in the file. Versions count from 1.</summary>
internal readonly record struct JournalRow(
    long Id,
    string Stream,
    long First,
    long Last,
    long Previous
)
{
    private const int LengthPrefix = sizeof(int);

    public static byte[] Pack(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var size = 0;
        for (var i = 0; i < entries.Count; i++)
            size = checked(size + LengthPrefix + entries[i].Length);
        var packed = GC.AllocateUninitializedArray<byte>(size);
        var rest = packed.AsSpan();
        for (var i = 0; i < entries.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, entries[i].Length);
            entries[i].Span.CopyTo(rest[LengthPrefix..]);
            rest = rest[(LengthPrefix + entries[i].Length)..];
        }
        return packed;
    }

    /// <summary>The entries of a row whose checksum was right.</summary>
    public List<ReadOnlyMemory<byte>> Unpack(ReadOnlyMemory<byte> packed)
    {
        var entries = new List<ReadOnlyMemory<byte>>((int)(Last - First + 1));
        while (!packed.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(packed.Span);
            entries.Add(packed.Slice(LengthPrefix, length));
            packed = packed[(LengthPrefix + length)..];
        }
        return entries;
    }

    /// <summary>Covers every column, so that a row moved, relinked or changed is noticed.</summary>
    public uint Checksum(ReadOnlySpan<byte> packed)
    {
        var sum = BitOperations.Crc32C(~0u, (ulong)Id);
        sum = BitOperations.Crc32C(sum, (ulong)First);
        sum = BitOperations.Crc32C(sum, (ulong)Last);
        sum = BitOperations.Crc32C(sum, (ulong)Previous);
        sum = Crc(sum, Stream);
        return ~Crc(sum, packed);
    }

    public static uint StateChecksum(
        string name,
        string key,
        string etag,
        ReadOnlySpan<byte> value
    ) => ~Crc(Crc(Crc(Crc(~0u, name), key), etag), value);

    private static uint Crc(uint sum, string text)
    {
        Span<byte> small = stackalloc byte[256];
        var size = Encoding.UTF8.GetByteCount(text);
        var bytes = size <= small.Length ? small[..size] : new byte[size];
        Encoding.UTF8.GetBytes(text, bytes);
        // The length keeps neighbouring texts apart.
        return Crc(BitOperations.Crc32C(sum, (uint)size), bytes);
    }

    private static uint Crc(uint sum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var b in bytes)
            sum = BitOperations.Crc32C(sum, b);
        return sum;
    }
}
