using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A small typed name. Equality is ordinal; the text is 1 to 100 characters of <c>a-z A-Z 0-9 - . _ : /</c>.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    static abstract TSelf Create(string value);
}

public static class IdText
{
    public const int MaximumLength = 100;

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':' or '/');

    public static bool TryParse<TId>(string? text, out TId id)
        where TId : struct, IId<TId>
    {
        var valid = IsValid(text);
        id = valid ? TId.Create(text!) : default;
        return valid;
    }
}

/// <summary>Ids travel as plain strings, also as property names.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer,
        TId value,
        JsonSerializerOptions options
    ) => writer.WritePropertyName(value.Value);

    private static TId Parse(string? text) =>
        IdText.TryParse<TId>(text, out var id)
            ? id
            : throw new JsonException(
                $"'{text}' is not a {typeof(TId).Name}: 1 to {IdText.MaximumLength} letters, digits and - . _ : / are"
            );
}
