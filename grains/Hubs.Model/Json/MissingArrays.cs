using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Model;

/// <summary>
/// Makes arrays that a stored record does not have yet empty. Generated readers give a property with <c>init</c> the default of its type when it is missing,
/// not the one its declaration says, and a default array cannot even be looked at.
/// </summary>
public static class MissingArrays
{
    /// <summary>For <see cref="JsonTypeInfoResolver.WithAddedModifier"/>.</summary>
    public static void AreEmpty(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object || type.Type.IsValueType)
            return;
        Action<object>[] fills =
        [
            .. type
                .Type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is not null && IsArray(property.PropertyType))
                .Select(FillOf),
        ];
        if (fills.Length == 0)
            return;
        type.OnDeserialized = value =>
        {
            foreach (var fill in fills)
                fill(value);
        };
    }

    private static bool IsArray(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static Action<object> FillOf(PropertyInfo property) =>
        (Action<object>)
            typeof(MissingArrays)
                .GetMethod(nameof(Fill), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(
                    property.DeclaringType!,
                    property.PropertyType.GenericTypeArguments[0]
                )
                .Invoke(null, [property])!;

    private static Action<object> Fill<TOwner, TItem>(PropertyInfo property)
        where TOwner : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TOwner, ImmutableArray<TItem>>>();
        var set = property.SetMethod!.CreateDelegate<Action<TOwner, ImmutableArray<TItem>>>();
        return value =>
        {
            var owner = (TOwner)value;
            if (get(owner).IsDefault)
                set(owner, []);
        };
    }
}
