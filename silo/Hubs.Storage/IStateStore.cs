namespace Hubs.Storage;

/// <summary>One stored value and the tag of the write that made it.</summary>
public sealed record StoredState(ReadOnlyMemory<byte> Value, string Etag);

/// <summary>
/// Small named values with optimistic concurrency: snapshots, hub settings, reminders, plans.
/// <c>name</c> is the kind of state ("hub", "snapshot"), <c>key</c> says whose. Safe for concurrent callers.
/// </summary>
public interface IStateStore
{
    /// <summary>The value, or null when none was ever written or it was cleared.</summary>
    ValueTask<StoredState?> Read(string name, string key);

    /// <summary>Writes if the stored tag equals <paramref name="expectedEtag"/> (null: must not exist yet). Completes when on disk.</summary>
    /// <returns>The new tag.</returns>
    /// <exception cref="StateConflictException">Another write came first. Nothing was written.</exception>
    /// <exception cref="StateException">The outcome is unknown. Read before deciding anything.</exception>
    ValueTask<string> Write(
        string name,
        string key,
        ReadOnlyMemory<byte> value,
        string? expectedEtag
    );

    /// <summary>Removes the value under the same condition. Clearing what is not there, with a null tag, does nothing.</summary>
    /// <exception cref="StateConflictException">Another write came first. Nothing was removed.</exception>
    ValueTask Clear(string name, string key, string? expectedEtag);

    /// <summary>All keys of one name, ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> Keys(string name);
}

/// <summary>The stored tag is not the one the writer expected.</summary>
public sealed class StateConflictException(string target)
    : Exception($"The state {target} was changed by another write. Read it again before writing.");

/// <summary>The store failed; whether the value was written is unknown.</summary>
public sealed class StateException(string message, Exception? inner = null)
    : Exception(message, inner)
{
    internal static StateException Unknown(string target, Exception cause) =>
        new($"The outcome of writing the state {target} is unknown: {cause.Message}", cause);
}
