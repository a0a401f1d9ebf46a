namespace Hubs.Storage;

/// <summary>Where a stream ends. <see cref="Version"/> counts entries since the stream began (0 = empty).
/// <see cref="Cursor"/> is the store's own bookmark (opaque: keep it, hand it back, never parse it).</summary>
public readonly record struct JournalEnd(long Version, string? Cursor)
{
    public static readonly JournalEnd Empty = new(0, null);
}

/// <summary>What a read found: the entries after the given end, oldest first, and the end they lead to.</summary>
public sealed record JournalTail(JournalEnd End, IReadOnlyList<ReadOnlyMemory<byte>> Entries);

/// <summary>
/// Append-only streams of entries, one stream per grain. Entries are never changed or dropped before their retention ends.
/// Safe for any number of concurrent callers; one process owns the store.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Appends <paramref name="entries"/> (at least one) in one atomic step if the stream still ends at <paramref name="expected"/>.
    /// Completes only when the entries are on disk.
    /// </summary>
    /// <returns>The new end: expected version + number of entries.</returns>
    /// <exception cref="JournalConflictException">The stream ends elsewhere. Nothing was appended.</exception>
    /// <exception cref="JournalException">The outcome is unknown: the entries may or may not be there. Read before deciding anything.</exception>
    ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    );

    /// <summary>Reads every entry after <paramref name="from"/>. A stream never written is empty, not an error.</summary>
    ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from);
}

/// <summary>The stream does not end where the writer believed it does.</summary>
public sealed class JournalConflictException(string message) : Exception(message)
{
    internal static JournalConflictException At(string stream, long version, long expected) =>
        new($"Stream {stream} ends at version {version}, not at {expected}. Nothing was appended.");
}

/// <summary>The store failed; whether the append happened is unknown.</summary>
public sealed class JournalException(string message, Exception? inner = null)
    : Exception(message, inner)
{
    internal static JournalException Unknown(string stream, Exception cause) =>
        new($"The outcome of an append to stream {stream} is unknown: {cause.Message}", cause);

    internal static JournalException Unreadable(Exception cause) =>
        new($"The store failed and could not be read again: {cause.Message}", cause);
}
