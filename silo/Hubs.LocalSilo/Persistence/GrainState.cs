using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.LocalSilo.Runtime;
using Hubs.Storage;

namespace Hubs.LocalSilo.Persistence;

/// <summary>The engine reads every state of a grain before it activates.</summary>
internal interface IReadBeforeActivation
{
    Task ReadStateAsync(CancellationToken cancellationToken);
}

/// <summary>A grain's stored value as UTF-8 JSON in an <see cref="IStateStore"/>, under name "diary.snapshot" and the grain's key.</summary>
internal sealed class GrainState<TState>(Activation activation, string stateName)
    : IPersistentState<TState>,
        IReadBeforeActivation
{
    private readonly string _name = $"{activation.Class.Name}.{stateName}";
    private readonly JsonTypeInfo<TState> _json =
        (JsonTypeInfo<TState>)activation.Engine.Json.GetTypeInfo(typeof(TState));

    private IStateStore Store => activation.Engine.StateStore;

    public TState State { get; set; } = Unset();
    public string? Etag { get; private set; }
    public bool RecordExists => Etag is not null;

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        StoredState? stored = await Store.Read(_name, activation.Key);
        State = stored is null ? Unset() : JsonSerializer.Deserialize(stored.Value.Span, _json)!;
        Etag = stored?.Etag;
    }

    public async Task WriteStateAsync(CancellationToken cancellationToken)
    {
        byte[] value = JsonSerializer.SerializeToUtf8Bytes(State, _json);
        try
        {
            Etag = await Store.Write(_name, activation.Key, value, Etag);
        }
        catch (StateConflictException conflict)
        {
            throw Inconsistent(conflict);
        }
    }

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Store.Clear(_name, activation.Key, Etag);
        }
        catch (StateConflictException conflict)
        {
            throw Inconsistent(conflict);
        }
        State = Unset();
        Etag = null;
    }

    private InconsistentStateException Inconsistent(StateConflictException conflict) =>
        new(
            $"{_name} of {activation} is no longer at tag {Etag ?? "(none)"}: {conflict.Message}",
            null,
            Etag,
            conflict
        )
        {
            WrittenBy = activation,
        };

    private static TState Unset()
    {
        Type type = typeof(TState);
        if (type.IsAbstract || type.IsArray || type == typeof(string))
            return default!;
        const BindingFlags any =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return type.IsValueType || type.GetConstructor(any, []) is not null
            ? (TState)Activator.CreateInstance(type, nonPublic: true)!
            : (TState)RuntimeHelpers.GetUninitializedObject(type);
    }
}
