using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Hubs.Model;

/// <summary>Enums travel as kebab-case words: <c>RoomType.MinorOperations</c> is "minor-operations".</summary>
public sealed class KebabEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>Durations travel as ISO 8601: fifteen minutes are "PT15M".</summary>
public sealed class IsoDurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var text = reader.GetString() ?? "";
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            throw new JsonException(
                $"'{text}' is not a duration: write \"PT15M\" for 15 minutes, \"PT4H10M\" for 4 h 10"
            );
        }
    }

    public override void Write(
        Utf8JsonWriter writer,
        TimeSpan value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(XmlConvert.ToString(value));
}
