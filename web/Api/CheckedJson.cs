using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Web.Api;

/// <summary>A body that can say what is wrong with values that are well formed.</summary>
public interface IChecked
{
    IEnumerable<(string Field, string Sentence)> Faults();
}

/// <summary>Reads JSON and names every field that cannot be used, not only the first.</summary>
public static class CheckedJson
{
    private static readonly ConditionalWeakTable<
        JsonSerializerOptions,
        JsonSerializerOptions
    > StrictOptions = [];

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = 16,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body, or null and the faults by field ("resident.name").</summary>
    public static (T? Body, Dictionary<string, string[]> Faults) Parse<T>(
        byte[] json,
        JsonTypeInfo<T> type
    )
        where T : class
    {
        var faults = new List<(string Field, string Sentence)>();
        if (Quickly(json, type) is { } usable)
        {
            faults.AddRange((usable as IChecked)?.Faults() ?? []);
            return faults.Count == 0 ? (usable, []) : (null, ByField(faults));
        }
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            CheckObject(document.RootElement, type, "", faults);
            if (faults.Count == 0 && document.Deserialize(type) is { } body)
            {
                faults.AddRange((body as IChecked)?.Faults() ?? []);
                if (faults.Count == 0)
                    return (body, []);
            }
        }
        catch (JsonException fault)
        {
            faults.Add(
                (
                    "body",
                    $"is not usable JSON, line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}"
                )
            );
        }
        return (null, ByField(faults));
    }

    private static Dictionary<string, string[]> ByField(
        List<(string Field, string Sentence)> faults
    ) => faults.GroupBy(f => f.Field, f => f.Sentence).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>The same rules in one pass that stops at the first fault: null, and the long way finds and names every one.</summary>
    private static T? Quickly<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var strict = StrictOptions.GetValue(
                type.Options,
                static options => new JsonSerializerOptions(options)
                {
                    MaxDepth = Strict.MaxDepth,
                    AllowDuplicateProperties = false,
                    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                    RespectNullableAnnotations = true,
                }
            );
            return JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)strict.GetTypeInfo(typeof(T)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckObject(
        JsonElement json,
        JsonTypeInfo type,
        string path,
        List<(string, string)> faults
    )
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            faults.Add((path.Length == 0 ? "body" : path, "must be an object: { ... }"));
            return;
        }

        foreach (var field in json.EnumerateObject())
            if (
                !type.Properties.Any(p =>
                    p.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)
                )
            )
                faults.Add(
                    (
                        Join(path, field.Name),
                        $"is not a field here. Fields: {string.Join(", ", type.Properties.Select(p => p.Name))}"
                    )
                );

        foreach (var property in type.Properties)
        {
            var name = Join(path, property.Name);
            var value = json.EnumerateObject()
                .Where(f => f.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
                .Select(f => f.Value)
                .FirstOrDefault();
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                if (property.IsRequired)
                    faults.Add((name, "is missing"));
                continue;
            }
            CheckValue(value, type.Options.GetTypeInfo(property.PropertyType), name, faults);
        }
    }

    private static void CheckValue(
        JsonElement json,
        JsonTypeInfo type,
        string path,
        List<(string, string)> faults
    )
    {
        if (type.Kind is JsonTypeInfoKind.Object)
        {
            CheckObject(json, type, path, faults);
            return;
        }
        try
        {
            json.Deserialize(type);
        }
        catch (JsonException fault)
        {
            faults.Add((path, Explain(fault, type.Type)));
        }
    }

    private static string Explain(JsonException fault, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateOnly))
            return "must be a date, such as 2026-11-24";
        if (type == typeof(TimeOnly))
            return "must be a time of day, such as 09:30:00";
        if (type == typeof(string))
            return "must be text";
        if (type == typeof(bool))
            return "must be true or false";
        if (type == typeof(int) || type == typeof(long))
            return "must be a whole number";
        if (type.IsEnum)
            return $"must be one of: {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}";
        return fault.Message.StartsWith(
            "The JSON value could not be converted",
            StringComparison.Ordinal
        )
            ? "has the wrong form"
            : fault.Message.Split(" Path: ")[0];
    }

    private static string Join(string path, string name) =>
        path.Length == 0 ? name : $"{path}.{name}";
}
