namespace Hubs.Grains;

/// <summary>What goes to disk in one append.</summary>
internal sealed class Batch<TState, TEntry>
    where TState : class
    where TEntry : class
{
    private readonly TaskCompletionSource<Exception?> _outcome = new();

    public List<TEntry> Entries { get; } = [];

    public List<ReadOnlyMemory<byte>> Bytes { get; } = [];

    /// <summary>The state once all of it is on disk.</summary>
    public TState? After { get; private set; }

    public bool IsEmpty => Entries.Count == 0;

    /// <summary>Completes with null when the batch is on disk, else with why nobody knows.</summary>
    public Task<Exception?> Failure => _outcome.Task;

    public void Add(TEntry entry, byte[] bytes, TState after)
    {
        Entries.Add(entry);
        Bytes.Add(bytes);
        After = after;
    }

    public void Succeed() => _outcome.SetResult(null);

    public void Fail(Exception failure) => _outcome.SetResult(failure);
}
