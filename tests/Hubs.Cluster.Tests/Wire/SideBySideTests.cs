using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Grains;
using Hubs.Silo.Cluster.Wire;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Hubs.Cluster.Tests.Wire;

/// <summary>
/// While silos are renewed one by one, an older and a newer program talk to each other. What the newer has added, the older passes over; what the older does
/// not send, the newer does without. Here the newer program is this one with a field more in every record.
/// </summary>
public sealed class SideBySideTests : IDisposable
{
    private const string Added = "addedInTheNextRelease";

    private readonly ServiceProvider _older = Program(_ => { });
    private readonly ServiceProvider _newer = Program(AddAField);

    public void Dispose()
    {
        _older.Dispose();
        _newer.Dispose();
    }

    [Fact]
    public void EveryMessage_OfANewerProgram_IsReadByAnOlder_AndTheOtherWayRound()
    {
        var crossed = 0;
        foreach (var type in Messages())
        {
            if (Sparse(type) is not { } sparse)
                continue;
            var expected = JsonSerializer.Serialize(sparse, type, StoredJson.Options);
            foreach (var (from, to) in new[] { (_newer, _older), (_older, _newer) })
            {
                var bytes = from.GetRequiredService<Serializer>().SerializeToArray(sparse);
                var there = to.GetRequiredService<Serializer>().Deserialize<object>(bytes);
                Assert.Equal(type, there!.GetType());
                Assert.Equal(expected, JsonSerializer.Serialize(there, type, StoredJson.Options));
                crossed++;
            }
        }
        Assert.True(crossed > 20, $"Only {crossed} crossed.");
    }

    [Fact]
    public void TheNewerProgram_DoesSendAFieldMore()
    {
        var sparse = Messages().Select(Sparse).First(message => message is not null)!;

        Assert.Contains(Added, Text(_newer, sparse), StringComparison.Ordinal);
        Assert.DoesNotContain(Added, Text(_older, sparse), StringComparison.Ordinal);
    }

    /// <summary>A message in which all is missing that it may lack; null where it cannot do without, such as an id.</summary>
    private static object? Sparse(Type type)
    {
        try
        {
            var sparse = JsonSerializer.Deserialize("{}", type, StoredJson.Options)!;
            var text = JsonSerializer.Serialize(sparse, type, StoredJson.Options);
            return JsonSerializer.Deserialize(text, type, StoredJson.Options);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(ServiceProvider program, object message) =>
        System.Text.Encoding.UTF8.GetString(
            program.GetRequiredService<Serializer>().SerializeToArray(message)
        );

    /// <summary>Every record that a grain is asked with or answers.</summary>
    private static IEnumerable<Type> Messages() =>
        (
            from grain in Assembly.Load("Hubs.Contracts").GetTypes()
            where grain.IsInterface
            from method in grain.GetMethods()
            from type in method
                .GetParameters()
                .Select(parameter => parameter.ParameterType)
                .Append(method.ReturnType)
            from inner in type.IsGenericType ? type.GetGenericArguments() : [type]
            where ModelWire.IsOfModel(inner) && !inner.IsAbstract
            where StoredJson.Options.GetTypeInfo(inner).Kind == JsonTypeInfoKind.Object
            select inner
        ).Distinct();

    private static ServiceProvider Program(Action<JsonTypeInfo> change)
    {
        var services = new ServiceCollection().AddSerializer().AddModelWire();
        services.Configure<JsonCodecOptions>(json =>
            json.SerializerOptions = new(StoredJson.Options)
            {
                TypeInfoResolver = StoredJson.Options.TypeInfoResolver!.WithAddedModifier(change),
            }
        );
        return services.BuildServiceProvider();
    }

    private static void AddAField(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var field = type.CreateJsonPropertyInfo(typeof(string), Added);
        field.Get = _ => "something";
        type.Properties.Add(field);
    }
}
