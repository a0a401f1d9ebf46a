using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Grains;

namespace Hubs.Silo.Cluster.Wire;

/// <summary>Grains' states as the product writes everything, so that standalone and cluster keep the same JSON.</summary>
public sealed class StateJson(JsonSerializerOptions json) : IGrainStorageSerializer
{
    public StateJson()
        : this(StoredJson.Options) { }

    public BinaryData Serialize<T>(T? input) =>
        new(JsonSerializer.SerializeToUtf8Bytes(input!, Of<T>()));

    public T? Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize(input.ToMemory().Span, Of<T>());

    private JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
}
