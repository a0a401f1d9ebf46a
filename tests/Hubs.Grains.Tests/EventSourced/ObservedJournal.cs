using System.Collections.Concurrent;
using Hubs.Storage;

namespace Hubs.Grains.Tests.EventSourced;

/// <summary>Notes what a grain asks of its journal, and fails reads when told to.</summary>
internal sealed class ObservedJournal(IJournal inner) : IJournal
{
    private int _readsToFail;

    /// <summary>How many entries each append brought, failed ones included.</summary>
    public ConcurrentQueue<int> Appends { get; } = new();

    /// <summary>From which version each read began.</summary>
    public ConcurrentQueue<long> Reads { get; } = new();

    public void FailReads(int count) => _readsToFail = count;

    public ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        Appends.Enqueue(entries.Count);
        return inner.Append(stream, expected, entries);
    }

    public ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from)
    {
        Reads.Enqueue(from.Version);
        return Interlocked.Decrement(ref _readsToFail) >= 0
            ? throw new JournalException("Planned: cannot be read.")
            : inner.ReadAfter(stream, from);
    }
}
