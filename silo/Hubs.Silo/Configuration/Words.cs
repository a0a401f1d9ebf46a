using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Single values as files and spreadsheets spell them. Each answers null and a sentence, or the value.</summary>
internal static class Words
{
    public static ImmutableArray<string> Of<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public static string Write<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static TEnum? Read<TEnum>(string text, out string problem)
        where TEnum : struct, Enum
    {
        var words = Of<TEnum>();
        var index = words.IndexOf(text);
        problem =
            index >= 0 ? "" : $"'{text}' is not a {NameOf<TEnum>()}{Suggestion.For(text, words)}";
        return index >= 0 ? Enum.GetValues<TEnum>()[index] : null;
    }

    public static TimeSpan? ReadDuration(string text, out string problem)
    {
        problem = "";
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            problem =
                $"'{text}' is not a duration: write \"PT15M\" for 15 minutes, \"PT4H10M\" for 4 h 10";
            return null;
        }
    }

    public static TId? ReadId<TId>(string text, out string problem)
        where TId : struct, IId<TId>
    {
        problem = "";
        if (IdText.TryParse<TId>(text, out var id))
            return id;
        problem =
            $"'{text}' is not an id: write 1 to {IdText.MaximumLength} letters, digits and - . _ : /, without spaces";
        return null;
    }

    private static string NameOf<TEnum>() =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(TEnum).Name).Replace('-', ' ');
}
