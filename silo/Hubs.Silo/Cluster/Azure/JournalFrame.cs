using System.Buffers.Binary;
using System.IO.Hashing;
using Hubs.Storage;

namespace Hubs.Silo.Cluster.Azure;

/// <summary>
/// One append as it lies in a blob: header, then the entries, each after its length. Numbers are little-endian.
/// <c>kind:1 mark:8 first version:8 count:4 length of the entries:4 crc32 of all that and the entries:4</c>. The mark is random, so that a writer
/// whose answer was lost can tell its own append from another's.
/// </summary>
internal static class JournalFrame
{
    public const int HeaderBytes = 29;
    private const int CoveredHeaderBytes = 25;
    private const byte EntriesKind = 1;
    private const byte SealKind = 2;

    public static byte[] OfEntries(
        long mark,
        long first,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        var frame = new byte[HeaderBytes + entries.Sum(entry => sizeof(int) + entry.Length)];
        var at = HeaderBytes;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(at), entry.Length);
            entry.Span.CopyTo(frame.AsSpan(at + sizeof(int)));
            at += sizeof(int) + entry.Length;
        }
        return Finish(frame, EntriesKind, mark, first, entries.Count);
    }

    /// <summary>Ends a segment: the stream goes on in the next one.</summary>
    public static byte[] OfSeal(long mark, long version) =>
        Finish(new byte[HeaderBytes], SealKind, mark, version, 0);

    public static long MarkOf(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadInt64LittleEndian(frame[1..]);

    /// <summary>Adds the entries of one segment to <paramref name="entries"/>, those up to <paramref name="after"/> left out.</summary>
    /// <returns>The version it leads to, and whether the segment is sealed.</returns>
    /// <exception cref="JournalException">The bytes are not what was written.</exception>
    public static (long Version, bool IsSealed) Read(
        string blob,
        ReadOnlyMemory<byte> segment,
        long version,
        long after,
        List<ReadOnlyMemory<byte>> entries
    )
    {
        while (!segment.IsEmpty)
        {
            var header = segment.Span;
            if (header.Length < HeaderBytes)
                throw Damaged(blob, version, "it ends within an append");
            var first = BinaryPrimitives.ReadInt64LittleEndian(header[9..]);
            var count = BinaryPrimitives.ReadInt32LittleEndian(header[17..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(header[21..]);
            if (first != version || length < 0 || length > header.Length - HeaderBytes)
                throw Damaged(blob, version, "an append is not where it belongs");
            if (Checksum(header, length) != BinaryPrimitives.ReadUInt32LittleEndian(header[25..]))
                throw Damaged(blob, version, "a checksum is wrong");
            if (header[0] == SealKind)
                return (version, true);
            var body = segment.Slice(HeaderBytes, length);
            for (var i = 0; i < count; i++)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(body.Span);
                if (++version > after)
                    entries.Add(body.Slice(sizeof(int), size));
                body = body[(sizeof(int) + size)..];
            }
            segment = segment[(HeaderBytes + length)..];
        }
        return (version, false);
    }

    private static byte[] Finish(byte[] frame, byte kind, long mark, long first, int count)
    {
        frame[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(1), mark);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(9), first);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(17), count);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(21), frame.Length - HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(
            frame.AsSpan(25),
            Checksum(frame, frame.Length - HeaderBytes)
        );
        return frame;
    }

    private static uint Checksum(ReadOnlySpan<byte> frame, int length)
    {
        var crc = new Crc32();
        crc.Append(frame[..CoveredHeaderBytes]);
        crc.Append(frame.Slice(HeaderBytes, length));
        return crc.GetCurrentHashAsUInt32();
    }

    private static JournalException Damaged(string blob, long version, string how) =>
        new($"The journal's blob {blob} is damaged after version {version}: {how}.");
}
