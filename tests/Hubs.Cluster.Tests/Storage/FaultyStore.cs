using Hubs.Storage;

namespace Hubs.Cluster.Tests.Storage;

/// <summary>A store whose writes meet the planned faults, as the stores that write by themselves do.</summary>
internal sealed class FaultyStore(IJournal journal, IStateStore states, WriteFaults faults)
    : IJournal,
        IStateStore
{
    public ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    ) =>
        Write(
            stream,
            () => journal.Append(stream, expected, entries),
            cause => new JournalException($"Unknown: {stream}", cause)
        );

    public ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from) =>
        journal.ReadAfter(stream, from);

    public ValueTask<StoredState?> Read(string name, string key) => states.Read(name, key);

    public ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    ) =>
        Write(
            $"{name}/{key}",
            () => states.Write(name, key, value, expectedEtag),
            cause => new StateException($"Unknown: {name}/{key}", cause)
        );

    public ValueTask Clear(string name, string key, string? expectedEtag) =>
        states.Clear(name, key, expectedEtag);

    public ValueTask<IReadOnlyList<string>> Keys(string name) => states.Keys(name);

    private async ValueTask<T> Write<T>(
        string target,
        Func<ValueTask<T>> write,
        Func<Exception, Exception> unknown
    )
    {
        await faults.Gate;
        var fault = faults.Take(target);
        if (fault is WriteFault.FailBeforeCommit or WriteFault.DiskFull)
            throw unknown(new IOException($"{fault}"));
        var written = await write();
        return fault is null ? written : throw unknown(new IOException($"{fault}"));
    }
}
