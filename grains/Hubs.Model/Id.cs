using System.Buffers;
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

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:/"
    );

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength } && !text.AsSpan().ContainsAnyExcept(Allowed);

    public static bool TryParse<TId>(string? text, out TId id)
        where TId : struct, IId<TId>
    {
        var valid = IsValid(text);
        id = valid ? TId.Create(text!) : default;
        return valid;
    }
}

/// <summary>
/// Ids travel as plain strings, also as property names. Checked on the way out as well: what could not be read again must not reach the disk.
/// </summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Checked(value.Value));

    public override TId ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer,
        TId value,
        JsonSerializerOptions options
    ) => writer.WritePropertyName(Checked(value.Value));

    private static TId Parse(string? text) => TId.Create(Checked(text));

    private static string Checked(string? text) =>
        IdText.IsValid(text)
            ? text!
            : throw new JsonException(
                $"'{text}' is not a {typeof(TId).Name}: 1 to {IdText.MaximumLength} letters, digits and - . _ : / are"
            );
}
