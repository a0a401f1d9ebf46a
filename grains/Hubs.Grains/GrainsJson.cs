using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>The states that grains keep and nobody else sees, written the same way as everything else.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(IsoDurationConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NetworkState))]
[JsonSerializable(typeof(PlanRecord))]
[JsonSerializable(typeof(ResidentKey))]
[JsonSerializable(typeof(ResidentKeys))]
[JsonSerializable(typeof(KeptCalendars))]
public sealed partial class GrainsJson : JsonSerializerContext;

/// <summary>How everything the product stores or sends is written: the model's records and the grains' own.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } =
        new(HubsJson.Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver
                .Combine(HubsJson.Default, GrainsJson.Default)
                .WithAddedModifier(MissingArrays.AreEmpty),
        };

    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
