using System.Reflection;
using Hubs.Grains;

namespace Hubs.Architecture.Tests;

/// <summary>
/// In the cluster edition what grains ask each other crosses from process to process by the product's own JSON, so every type
/// that a grain interface names must be in it. Within one process nobody would notice.
/// </summary>
public sealed class WireTests
{
    private static readonly Assembly Model = Assembly.Load("Hubs.Model");

    [Fact]
    public void EverythingAGrainIsAskedOrAnswers_IsInTheProductsJson()
    {
        var named = Messages().ToList();
        Assert.True(named.Count > 50);
        var unknown =
            from message in named
            where !StoredJson.Options.TryGetTypeInfo(message.Type, out _)
            select $"{message.Method} names {message.Type}";
        Assert.Empty(unknown);
    }

    private static IEnumerable<(string Method, Type Type)> Messages() =>
        from grain in Assembly.Load("Hubs.Contracts").GetTypes()
        where grain.IsInterface
        from method in grain.GetMethods()
        where !method.IsStatic
        from type in method
            .GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
        from inner in Inside(type)
        where inner.Assembly == Model
        select ($"{grain.Name}.{method.Name}", inner);

    /// <summary>What a task, list or nullable is of; a type of the model is itself, whole.</summary>
    private static IEnumerable<Type> Inside(Type type) =>
        type.Assembly != Model && type.IsGenericType
            ? type.GetGenericArguments().SelectMany(Inside)
            : [type];
}
