using Hubs.Contracts;
using Hubs.Grains;
using Hubs.Model;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;

namespace Hubs.Silo.Cluster.Wire;

/// <summary>
/// How the model's records cross from process to process: by the product's own JSON, without engine attributes. Silos and web nodes must agree, so both call
/// <see cref="AddModelWire"/>. The wire carries type names: a released message keeps its name and assembly.
/// </summary>
public static class ModelWire
{
    public static IServiceCollection AddModelWire(this IServiceCollection services)
    {
        services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(
                isSerializable: IsOfModel,
                isCopyable: null,
                options => options.Configure(json => json.SerializerOptions = StoredJson.Options)
            )
        );
        services.AddSingleton<IGeneralizedCopier, ImmutableCopier>();
        // Without it, abstract answers and a null of an abstract type are refused, and only between processes.
        services.Configure<TypeManifestOptions>(types =>
            types.AddAllowedAssembly(typeof(HubId).Assembly)
        );
        services.Configure<ExceptionSerializationOptions>(exceptions =>
            exceptions.SupportedNamespacePrefixes.Add("Hubs")
        );
        return services;
    }

    internal static bool IsOfModel(Type type) => type.Assembly == typeof(HubId).Assembly;
}

/// <summary>
/// Nobody can change a record of the model, so a call within one process hands it over as it is. A test holds every type of the model to that
/// (<c>ImmutabilityTests</c>).
/// </summary>
internal sealed class ImmutableCopier : IGeneralizedCopier, IOptionalDeepCopier
{
    public bool IsSupportedType(Type type) => ModelWire.IsOfModel(type);

    public bool IsShallowCopyable() => true;

    public object? DeepCopy(object? input, CopyContext context) => input;
}
