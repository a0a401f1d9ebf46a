using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hubs.Survival.Tests;

/// <summary>One request made up from the API's own description.</summary>
public sealed record MadeUp(HttpMethod Method, string Path, JsonNode? Body, string Route)
{
    public bool IsWrite => Method != HttpMethod.Get;
}

/// <summary>
/// Makes up requests for every route of an OpenAPI document: mostly of the right shape with values that mean something, and anywhere, now and then, something that
/// does not belong there.
/// </summary>
/// <param name="known">Values that mean something, by the name of the field or parameter.</param>
/// <param name="places">Values that belong together: one request mostly speaks of one place.</param>
public sealed class Fuzz(
    JsonElement document,
    Random random,
    ILookup<string, string> known,
    IReadOnlyList<IReadOnlyDictionary<string, string>> places
)
{
    private const double Odd = 0.04;
    private const double Strange = 0.08;

    private IReadOnlyDictionary<string, string> place = places[0];

    private static readonly string?[] OddTexts =
    [
        "",
        " ",
        "null",
        "0",
        "-1",
        "..",
        "%2e%2e%2f",
        "a/b",
        "\u0000",
        "\ud83d\ude00 ünïcødé",
        "'; DROP TABLE journal; --",
        "{{7*7}}",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        "24:00",
        "23:59",
        "2026-W54",
        "PT99999999H",
        "1e400",
        "tilbury.99991231.aaaaaaaa",
        "tilbury.00010101.aaaaaaaa",
        new('x', 101),
        new('x', 5_000),
        null,
    ];

    /// <summary>Every route, as often as asked, in an order of chance.</summary>
    public IEnumerable<MadeUp> Requests(int ofEach)
    {
        var all = (
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name is "get" or "post" or "put" or "delete" or "patch"
            from _ in Enumerable.Range(0, ofEach)
            select (Path: path.Name, Method: operation.Name, operation.Value)
        ).ToArray();
        random.Shuffle(all);
        return all.Select(one => Request(one.Path, one.Method, one.Value));
    }

    private MadeUp Request(string route, string method, JsonElement operation)
    {
        place = places[random.Next(places.Count)];
        var path = route;
        var query = new List<string>();
        if (operation.TryGetProperty("parameters", out var parameters))
            foreach (var parameter in parameters.EnumerateArray())
            {
                var name = parameter.GetProperty("name").GetString()!;
                var isInPath = parameter.GetProperty("in").GetString() == "path";
                if (isInPath)
                    path = path.Replace(
                        $"{{{name}}}",
                        Uri.EscapeDataString(NotEmpty(Text(NameIn(route, name)))),
                        StringComparison.Ordinal
                    );
                else if (
                    parameter.GetProperty("in").GetString() == "query"
                    && random.NextDouble() < 0.7
                )
                    query.Add($"{name}={Uri.EscapeDataString(Text(name) ?? "")}");
            }
        var address = path + (query.Count > 0 ? $"?{string.Join('&', query)}" : "");
        var body =
            operation.TryGetProperty("requestBody", out var described)
            && described.GetProperty("content").TryGetProperty("application/json", out var json)
                ? Value(json.GetProperty("schema"), "body", 0)
                : null;
        return new(new HttpMethod(method.ToUpperInvariant()), address, body, $"{method} {route}");
    }

    // An id means what the route before it says.
    private static string NameIn(string route, string name) =>
        name == "id" ? $"{route.Split('/')[3]}/id" : name;

    private static string NotEmpty(string? text) => string.IsNullOrEmpty(text) ? "-" : text;

    private JsonNode? Value(JsonElement schema, string name, int depth)
    {
        if (random.NextDouble() < Odd || depth > 6)
            return OddValue();
        if (schema.TryGetProperty("$ref", out var reference))
            return Value(Resolve(reference.GetString()!), name, depth + 1);
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(choice, out var of))
                return Value(of[random.Next(of.GetArrayLength())], name, depth + 1);
        if (schema.TryGetProperty("enum", out var words))
            return JsonNode.Parse(words[random.Next(words.GetArrayLength())].GetRawText());
        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray([
                .. Enumerable
                    .Range(0, random.Next(4))
                    .Select(_ =>
                        schema.TryGetProperty("items", out var item)
                            ? Value(item, name, depth + 1)
                            : OddValue()
                    ),
            ]),
            "integer" or "number" => JsonValue.Create(random.Next(-1, 6)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            _ => Text(name) is { } text ? JsonValue.Create(text) : null,
        };
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject())
                if (IsRequired(schema, property.Name) ? random.Next(20) > 0 : random.Next(3) == 0)
                    made[property.Name] = Value(property.Value, property.Name, depth + 1);
        if (random.Next(30) == 0)
            made[$"odd{random.Next(9)}"] = OddValue();
        return made;
    }

    private static bool IsRequired(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var required)
        && required.EnumerateArray().Any(r => r.GetString() == name);

    private static string? TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t != "null")
        : type.GetString();

    private JsonElement Resolve(string reference) =>
        reference[2..].Split('/').Aggregate(document, (at, step) => at.GetProperty(step));

    private string? Text(string name)
    {
        if (random.NextDouble() < Strange)
            return OddTexts[random.Next(OddTexts.Length)];
        if (place.TryGetValue(name.ToLowerInvariant(), out var ofPlace) && random.Next(5) > 0)
            return ofPlace;
        var meant = known[name.ToLowerInvariant()].ToArray();
        return meant.Length == 0
            ? OddTexts[random.Next(OddTexts.Length)]
            : meant[random.Next(meant.Length)];
    }

    private JsonNode? OddValue() =>
        random.Next(8) switch
        {
            0 => null,
            1 => JsonValue.Create(long.MinValue),
            2 => JsonValue.Create(1e300),
            3 => new JsonArray(null, new JsonObject()),
            4 => new JsonObject { ["x"] = new JsonArray() },
            5 => JsonValue.Create(true),
            6 => JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $"{random.Next()}")),
            _ => OddTexts[random.Next(OddTexts.Length)] is { } text ? JsonValue.Create(text) : null,
        };
}
