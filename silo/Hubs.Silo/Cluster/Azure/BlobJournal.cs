using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Hubs.Storage;

namespace Hubs.Silo.Cluster.Azure;

/// <summary>
/// The journal on Azure append blobs. A stream is a row of segments <c>{stream}/000000</c>, <c>000001</c>, ..., one append is one block, and the condition
/// "the blob still ends where I believe" makes exactly one of several writers win, whatever process they are in. The cursor is segment and byte
/// offset. A blob takes 50,000 blocks; before that a segment is sealed, by an append under the same condition, and the next one begun.
/// Nothing is ever rewritten or removed: how long blobs are kept is for the storage account's own policies to say.
/// </summary>
public sealed class BlobJournal(BlobContainerClient container, int blocksPerSegment = 45_000)
    : IJournal
{
    /// <summary>Every stream with at least one entry, ordinal order.</summary>
    public async ValueTask<IReadOnlyList<string>> Streams()
    {
        var streams = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync())
            // One that was made for an append which then failed is empty.
            if (blob.Properties.ContentLength > 0)
                streams.Add(blob.Name[..blob.Name.LastIndexOf('/')]);
        return [.. streams];
    }

    public async ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        var at = await Place(stream, expected);
        var mark = NewMark();
        var frame = JournalFrame.OfEntries(mark, expected.Version, entries);
        var version = expected.Version + entries.Count;
        var blocks = await AppendFrame(stream, at, frame, mark, expected.Version);
        at = at with { Offset = at.Offset + frame.Length };
        if (blocks >= blocksPerSegment)
            at = await Seal(stream, at, version);
        return new JournalEnd(version, at.ToString());
    }

    public async ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from)
    {
        // Without a cursor only the beginning is a known place.
        var at = from.Cursor is null ? Position.Beginning : Position.Parse(from.Cursor);
        var version = from.Cursor is null ? 0 : from.Version;
        var entries = new List<ReadOnlyMemory<byte>>();
        try
        {
            while (await Download(stream, at) is { } segment)
            {
                var name = BlobName(stream, at.Segment);
                (version, var isSealed) = JournalFrame.Read(
                    name,
                    segment,
                    version,
                    from.Version,
                    entries
                );
                at = isSealed
                    ? new Position(at.Segment + 1, 0)
                    : at with
                    {
                        Offset = at.Offset + segment.Length,
                    };
                if (!isSealed)
                    break;
            }
        }
        catch (RequestFailedException fault)
        {
            throw new JournalException(
                $"Stream {stream} could not be read: {fault.ErrorCode}",
                fault
            );
        }
        if (version < from.Version)
            throw new JournalException(
                $"Stream {stream} was to be read after version {from.Version}, but ends at {version}."
            );
        return new JournalTail(
            at == Position.Beginning ? JournalEnd.Empty : new JournalEnd(version, at.ToString()),
            entries
        );
    }

    private async ValueTask<Position> Place(string stream, JournalEnd expected)
    {
        if (expected.Cursor is { } cursor)
            return Position.Parse(cursor);
        if (expected.Version == 0)
            return Position.Beginning;
        var (end, _) = await ReadAfter(stream, JournalEnd.Empty);
        return end.Version == expected.Version
            ? Position.Parse(end.Cursor!)
            : throw Conflict(stream, expected.Version);
    }

    /// <returns>How many blocks the segment has now.</returns>
    private async Task<int> AppendFrame(
        string stream,
        Position at,
        byte[] frame,
        long mark,
        long version
    )
    {
        var blob = Blob(stream, at.Segment);
        try
        {
            if (at.Offset == 0)
                await CreateUnlessThere(blob);
            using var block = new MemoryStream(frame, writable: false);
            var appended = await blob.AppendBlockAsync(
                block,
                new AppendBlobAppendBlockOptions
                {
                    Conditions = new AppendBlobRequestConditions
                    {
                        IfAppendPositionEqual = at.Offset,
                    },
                }
            );
            return appended.Value.BlobCommittedBlockCount;
        }
        catch (RequestFailedException refused)
            when (refused.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // The client tries again by itself when an answer is lost, and then meets its own append.
            if (await IsOurs(blob, at, mark, stream) is not { } blocks)
                throw Conflict(stream, version);
            return blocks;
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw Unknown(stream, fault);
        }
    }

    private static async Task CreateUnlessThere(AppendBlobClient blob)
    {
        try
        {
            await blob.CreateIfNotExistsAsync();
        }
        catch (RequestFailedException there)
            when (there.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Somebody else was quicker; the position decides who may append.
        }
    }

    /// <summary>The number of blocks if the append at this place carries this mark, else null.</summary>
    private static async Task<int?> IsOurs(
        AppendBlobClient blob,
        Position at,
        long mark,
        string stream
    )
    {
        try
        {
            var there = await blob.DownloadContentAsync(
                new BlobDownloadOptions
                {
                    Range = new HttpRange(at.Offset, JournalFrame.HeaderBytes),
                }
            );
            var header = there.Value.Content.ToMemory();
            return
                header.Length == JournalFrame.HeaderBytes
                && JournalFrame.MarkOf(header.Span) == mark
                ? there.Value.Details.BlobCommittedBlockCount
                : null;
        }
        catch (RequestFailedException beyond)
            when (beyond.ErrorCode == BlobErrorCode.InvalidRange
                || beyond.ErrorCode == BlobErrorCode.BlobNotFound
            )
        {
            return null; // The segment ends before that place.
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw Unknown(stream, fault);
        }
    }

    /// <summary>
    /// Closes a full segment, so that a writer that still believes in its end meets a conflict there. What was appended is safe whatever happens
    /// here: if somebody else appended first, their append is a conflict for our next one.
    /// </summary>
    private async Task<Position> Seal(string stream, Position at, long version)
    {
        var mark = NewMark();
        try
        {
            await AppendFrame(stream, at, JournalFrame.OfSeal(mark, version), mark, version);
            return new Position(at.Segment + 1, 0);
        }
        catch (Exception fault) when (fault is JournalConflictException or JournalException)
        {
            return at;
        }
    }

    /// <summary>The segment from that place on; empty at its end, null when it is not there.</summary>
    private async Task<ReadOnlyMemory<byte>?> Download(string stream, Position at)
    {
        var blob = Blob(stream, at.Segment);
        try
        {
            var found = await blob.DownloadContentAsync(
                new BlobDownloadOptions { Range = new HttpRange(at.Offset) }
            );
            return found.Value.Content.ToMemory();
        }
        catch (RequestFailedException absent)
            when (absent.ErrorCode == BlobErrorCode.BlobNotFound && at.Offset == 0)
        {
            return null;
        }
        catch (RequestFailedException beyond) when (beyond.ErrorCode == BlobErrorCode.InvalidRange)
        {
            var length = (await blob.GetPropertiesAsync()).Value.ContentLength;
            return length == at.Offset
                ? ReadOnlyMemory<byte>.Empty
                : throw new JournalException(
                    $"Stream {stream} was to be read after {at}, but segment {at.Segment} ends at {length}."
                );
        }
    }

    private AppendBlobClient Blob(string stream, int segment) =>
        container.GetAppendBlobClient(BlobName(stream, segment));

    private static string BlobName(string stream, int segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream}/{segment:D6}");

    private static long NewMark()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes);
    }

    private static JournalConflictException Conflict(string stream, long expected) =>
        new($"Stream {stream} does not end at version {expected}. Nothing was appended.");

    private static JournalException Unknown(string stream, Exception cause) =>
        new($"The outcome of an append to stream {stream} is unknown: {cause.Message}", cause);

    private readonly record struct Position(int Segment, long Offset)
    {
        public static readonly Position Beginning = new(0, 0);

        public static Position Parse(string cursor)
        {
            var colon = cursor.IndexOf(':', StringComparison.Ordinal);
            return
                colon > 0
                && int.TryParse(cursor.AsSpan(0, colon), CultureInfo.InvariantCulture, out var s)
                && long.TryParse(
                    cursor.AsSpan(colon + 1),
                    CultureInfo.InvariantCulture,
                    out var offset
                )
                ? new(s, offset)
                : throw new JournalException($"'{cursor}' is no cursor of this journal.");
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Segment}:{Offset}");
    }
}
