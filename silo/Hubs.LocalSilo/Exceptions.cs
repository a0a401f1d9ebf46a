namespace Hubs.LocalSilo;

/// <summary>A write met a stored value newer than the one read. The activation that met it is dropped.</summary>
public sealed class InconsistentStateException : Exception
{
    public InconsistentStateException(string message, Exception? inner = null)
        : base(message, inner) { }

    public InconsistentStateException(
        string message,
        string? storedEtag,
        string? currentEtag,
        Exception? inner = null
    )
        : base(message, inner)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The tag in the store, where the store told it.</summary>
    public string? StoredEtag { get; }

    /// <summary>The tag the grain believed in.</summary>
    public string? CurrentEtag { get; }

    /// <summary>The activation whose write it was: only that one is dropped, not a caller the exception travels through.</summary>
    internal object? WrittenBy { get; init; }
}

/// <summary>The silo is stopping or stopped: the call was not made, or its outcome is unknown.</summary>
public sealed class SiloUnavailableException(string message) : Exception(message);

/// <summary>The observer was deleted or is no longer alive.</summary>
public sealed class ClientNotAvailableException(string message) : Exception(message);

/// <summary>A reminder could not be changed as asked.</summary>
public sealed class ReminderException(string message) : Exception(message);
