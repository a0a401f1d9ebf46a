using System.Collections.Concurrent;
using System.Globalization;
using Hubs.Storage;

namespace Hubs.LocalSilo.Tests;

/// <summary>The smallest store that keeps the promises of <see cref="IStateStore"/>, so that the engine's tests rest on no other part.</summary>
public sealed class DictionaryStateStore : IStateStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StoredState> _values = new(StringComparer.Ordinal);
    private long _writes;

    /// <summary>Awaited before every write: lets a test hold writes back or make them fail.</summary>
    public Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    public ValueTask<StoredState?> Read(string name, string key)
    {
        lock (_gate)
            return new(_values.GetValueOrDefault(Path(name, key)));
    }

    public async ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    )
    {
        await BeforeWrite();
        lock (_gate)
        {
            MustBeAt(name, key, expectedEtag);
            string etag = (++_writes).ToString(CultureInfo.InvariantCulture);
            _values[Path(name, key)] = new(value, etag);
            return etag;
        }
    }

    public async ValueTask Clear(string name, string key, string? expectedEtag)
    {
        await BeforeWrite();
        lock (_gate)
        {
            MustBeAt(name, key, expectedEtag);
            _values.Remove(Path(name, key));
        }
    }

    public ValueTask<IReadOnlyList<string>> Keys(string name)
    {
        lock (_gate)
            return new([
                .. _values
                    .Keys.Where(path => path.StartsWith(name + "\n", StringComparison.Ordinal))
                    .Select(path => path[(name.Length + 1)..]),
            ]);
    }

    private void MustBeAt(string name, string key, string? expectedEtag)
    {
        string? etag = _values.GetValueOrDefault(Path(name, key))?.Etag;
        if (etag != expectedEtag)
            throw new StateConflictException($"{name} {key} is at {etag ?? "(none)"}.");
    }

    private static string Path(string name, string key) => $"{name}\n{key}";
}
