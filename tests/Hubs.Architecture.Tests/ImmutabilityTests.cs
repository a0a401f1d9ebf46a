using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hubs.Architecture.Tests;

/// <summary>
/// The local engine, and the cluster's copier, hand the model's records from grain to grain as they are. That is
/// safe only while nobody can change one, nor anything it holds.
/// </summary>
public sealed class ImmutabilityTests
{
    private static readonly Assembly Model = Assembly.Load("Hubs.Model");

    private static readonly ImmutableHashSet<Type> Values =
    [
        typeof(string),
        typeof(decimal),
        typeof(DateOnly),
        typeof(TimeOnly),
        typeof(TimeSpan),
        typeof(DateTimeOffset),
        typeof(Guid),
        typeof(Uri),
        typeof(Type),
        typeof(object),
    ];

    private static readonly ImmutableHashSet<Type> Containers =
    [
        typeof(Nullable<>),
        typeof(ImmutableArray<>),
        typeof(ImmutableList<>),
        typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedSet<>),
        typeof(ImmutableQueue<>),
        typeof(FrozenDictionary<,>),
        typeof(FrozenSet<>),
        typeof(ReadOnlyMemory<>),
        typeof(KeyValuePair<,>),
    ];

    [Fact]
    public void ModelRecords_AreFound() => Assert.True(Records().Count() > 20);

    [Fact]
    public void ModelRecords_HaveNoSetters()
    {
        var setters =
            from record in Records()
            from property in record.GetProperties(Everything)
            where property.SetMethod is { } set && !IsInitOnly(set)
            select $"{record.FullName}.{property.Name}";
        Assert.Empty(setters);
    }

    [Fact]
    public void ModelRecords_HoldOnlyImmutableThings()
    {
        var mutable =
            from record in Records()
            from held in record.GetFields(Everything)
            where !IsImmutable(held.FieldType)
            select $"{record.FullName}.{held.Name} is {held.FieldType}";
        Assert.Empty(mutable);
    }

    private const BindingFlags Everything =
        BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Records() =>
        Model.GetTypes().Where(type => type.GetMethod("PrintMembers", Everything) is not null);

    private static bool IsInitOnly(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsImmutable(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type.IsGenericParameter
        || Values.Contains(type)
        || type.Assembly == Model
        || (
            type.IsGenericType
            && (Containers.Contains(type.GetGenericTypeDefinition()) || IsTuple(type))
            && type.GetGenericArguments().All(IsImmutable)
        );

    private static bool IsTuple(Type type) =>
        type.IsAssignableTo(typeof(ITuple)) && type.IsValueType;
}
