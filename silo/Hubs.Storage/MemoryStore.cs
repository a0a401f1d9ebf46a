namespace Hubs.Storage;

/// <summary>Both seams in memory, with the same answers as the file: for tests and for trying things out. Ends with the process.</summary>
public sealed class MemoryStore(WriteFaults? faults = null) : IJournal, IStateStore, IStoreListing
{
    private readonly WriteFaults _faults = faults ?? new WriteFaults();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _streams = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<(string Name, string Key), StoredState> _states = [];

    public async ValueTask<JournalEnd> Append(
        string stream,
        JournalEnd expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        await _faults.Gate;
        return Commit(
            stream,
            () => Append(stream, expected.Version, entries),
            JournalException.Unknown
        );
    }

    private JournalEnd Append(
        string stream,
        long expected,
        IReadOnlyList<ReadOnlyMemory<byte>> entries
    )
    {
        if (!_streams.TryGetValue(stream, out var kept))
            _streams[stream] = kept = [];
        if (kept.Count != expected)
            throw JournalConflictException.At(stream, kept.Count, expected);
        foreach (var entry in entries)
            kept.Add(entry.ToArray()); // The caller may use its buffer again.
        return new JournalEnd(kept.Count, null);
    }

    public ValueTask<JournalTail> ReadAfter(string stream, JournalEnd from)
    {
        lock (_lock)
        {
            var kept = _streams.GetValueOrDefault(stream) ?? [];
            if (from.Version > kept.Count)
                throw new JournalException(
                    $"Stream {stream} was to be read after version {from.Version}, but ends at {kept.Count}."
                );
            return new(
                new JournalTail(new JournalEnd(kept.Count, null), [.. kept.Skip((int)from.Version)])
            );
        }
    }

    public ValueTask<StoredState?> Read(string name, string key)
    {
        lock (_lock)
            return new(_states.GetValueOrDefault((name, key)));
    }

    public async ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    )
    {
        await _faults.Gate;
        var stored = new StoredState(value.ToArray(), Guid.NewGuid().ToString("N"));
        return Change(name, key, expectedEtag, () => _states[(name, key)] = stored).Etag;
    }

    public async ValueTask Clear(string name, string key, string? expectedEtag)
    {
        await _faults.Gate;
        Change(name, key, expectedEtag, () => _states.Remove((name, key)));
    }

    private T Change<T>(string name, string key, string? expectedEtag, Func<T> change) =>
        Commit(
            $"{name}/{key}",
            () =>
                _states.GetValueOrDefault((name, key))?.Etag == expectedEtag
                    ? change()
                    : throw new StateConflictException($"{name}/{key}"),
            StateException.Unknown
        );

    public ValueTask<IReadOnlyList<string>> Keys(string name)
    {
        lock (_lock)
            return new([
                .. _states
                    .Keys.Where(k => k.Name == name)
                    .Select(k => k.Key)
                    .Order(StringComparer.Ordinal),
            ]);
    }

    public ValueTask<IReadOnlyList<string>> Streams()
    {
        lock (_lock)
            return new([
                .. _streams
                    .Where(stream => stream.Value.Count > 0)
                    .Select(stream => stream.Key)
                    .Order(StringComparer.Ordinal),
            ]);
    }

    public ValueTask<IReadOnlyList<(string Name, string Key)>> States()
    {
        lock (_lock)
            return new([
                .. _states
                    .Keys.OrderBy(k => k.Name, StringComparer.Ordinal)
                    .ThenBy(k => k.Key, StringComparer.Ordinal),
            ]);
    }

    private T Commit<T>(string target, Func<T> change, Func<string, Exception, Exception> unknown)
    {
        lock (_lock)
        {
            var fault = _faults.Take(target);
            if (fault is WriteFault.FailBeforeCommit or WriteFault.DiskFull)
                throw unknown(target, new PlannedFaultException(fault.Value));
            T result;
            try
            {
                result = change();
            }
            catch (Exception refused) when (fault is not null)
            {
                // A conflict inside a commit that failed is as unknown as the rest of it.
                throw unknown(target, refused);
            }
            return fault is null
                ? result
                : throw unknown(target, new PlannedFaultException(fault.Value));
        }
    }
}
