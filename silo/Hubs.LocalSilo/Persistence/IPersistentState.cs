namespace Hubs.LocalSilo;

/// <summary>
/// A value kept in storage for one grain. Read before activation; written only when asked. With no record <see cref="State"/> is
/// an object of which no property was set (no parameterless constructor: not even initialisers ran): test <see cref="RecordExists"/>.
/// </summary>
public interface IPersistentState<TState>
{
    TState State { get; set; }
    string? Etag { get; }
    bool RecordExists { get; }

    /// <summary>Throws away what is in memory and reads again.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken = default);

    /// <exception cref="InconsistentStateException">Another write came first. Nothing was written.</exception>
    Task WriteStateAsync(CancellationToken cancellationToken = default);

    /// <exception cref="InconsistentStateException">Another write came first. Nothing was removed.</exception>
    Task ClearStateAsync(CancellationToken cancellationToken = default);
}

/// <summary>Marks the constructor parameter through which a grain gets its stored value.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null)
    : Attribute
{
    public string StateName { get; } = stateName;

    /// <summary>For Orleans, which can have several stores. Here there is one.</summary>
    public string? StorageName { get; } = storageName;
}
