using System.Text.Json;

namespace Hubs.Model.Tests;

public class IdTests
{
    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("naïve")]
    [InlineData(null)]
    public void Text_that_is_no_id_can_be_neither_read_nor_written(string? text)
    {
        var asText = JsonSerializer.Serialize(text, HubsJson.Default.Options);

        Assert.Throws<JsonException>(() => Read(asText));
        Assert.Throws<JsonException>(() => Write(new CommandId(text!)));
    }

    [Fact]
    public void Id_is_the_same_after_it_was_written_and_read()
    {
        var id = new CommandId("diary/tilbury:2026-11-24_A.1");

        Assert.Equal(id, Read(Write(id)));
    }

    private static string Write(CommandId id) =>
        JsonSerializer.Serialize(id, HubsJson.Default.Options);

    private static CommandId Read(string json) =>
        JsonSerializer.Deserialize<CommandId>(json, HubsJson.Default.Options);
}
