using System.Text.Json.Nodes;
using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

/// <summary>The JSON Schemas beside the files say what the readers accept, no more and no less.</summary>
public sealed class SchemaTests
{
    private static readonly FaultLog Log = ReadSample();

    [Theory]
    [InlineData("network.schema.json", true)]
    [InlineData("hub.schema.json", false)]
    public void Schema_NamesThePropertiesTheReadersAskFor_AndTheSameAsRequired(
        string schema,
        bool isNetwork
    )
    {
        var known = Log
            .Asked.Where(asked => asked.Key.File == NetworkFiles.NetworkFile == isNetwork)
            .Select(asked => (asked.Key.Path, IsRequired: asked.Value))
            .Distinct()
            .Order();

        Assert.Equal(known, Properties(Schema(schema)).Distinct().Order());
    }

    [Theory]
    [InlineData("network.schema.json")]
    [InlineData("hub.schema.json")]
    public void Schema_ListsTheWordsOfTheModel(string schema)
    {
        string[] lists =
        [
            string.Join(' ', Words.Of<RoomType>()),
            string.Join(' ', Words.Of<ServiceCategory>()),
            string.Join(' ', Words.Of<WayIn>()),
        ];
        var enums = Enums(Schema(schema)).ToList();

        Assert.NotEmpty(enums);
        Assert.All(enums, words => Assert.Contains(words, lists));
    }

    [Theory]
    [InlineData("network.json", "./network.schema.json")]
    [InlineData("tilbury.json", "./hub.schema.json")]
    public void File_PointsToItsSchema(string file, string schema) =>
        Assert.Equal(schema, Schema(file)["$schema"]!.GetValue<string>());

    private static FaultLog ReadSample()
    {
        var log = new FaultLog();
        _ = NetworkFiles.Read(SampleFiles.Hubs, log);
        return log;
    }

    private static JsonObject Schema(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(SampleFiles.Hubs, name)))!.AsObject();

    private static IEnumerable<(string Path, bool IsRequired)> Properties(JsonObject schema) =>
        Properties(schema, "", schema["$defs"]!.AsObject());

    private static IEnumerable<(string Path, bool IsRequired)> Properties(
        JsonObject schema,
        string path,
        JsonObject defs
    )
    {
        if (schema["$ref"] is { } reference)
            schema = defs[reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject();
        if (schema["items"] is JsonObject items)
            return Properties(items, $"{path}[]", defs);
        if (schema["properties"] is not JsonObject properties)
            return [];
        var required = schema["required"]!
            .AsArray()
            .Select(name => name!.GetValue<string>())
            .ToHashSet();
        return properties.SelectMany(property =>
        {
            var at = path.Length == 0 ? property.Key : $"{path}.{property.Key}";
            return Properties(property.Value!.AsObject(), at, defs)
                .Prepend((at, required.Contains(property.Key)));
        });
    }

    private static IEnumerable<string> Enums(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p =>
                p is { Key: "enum", Value: JsonArray words }
                    ? [string.Join(' ', words.Select(w => w!.GetValue<string>()))]
                    : Enums(p.Value)
            ),
            JsonArray a => a.SelectMany(Enums),
            _ => [],
        };
}
