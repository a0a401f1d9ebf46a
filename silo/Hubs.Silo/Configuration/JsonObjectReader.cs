using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>
/// Reads one object of a file property by property. Whatever is wrong is logged with its path and a default is answered, so that
/// reading goes on and all faults are told at once. <see cref="Done"/> reports the properties nobody asked for.
/// </summary>
internal sealed partial class JsonObjectReader(
    JsonElement element,
    string file,
    string path,
    FaultLog log
)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly int _faultsBefore = log.Faults.Count;

    public string Text(string name) =>
        Get(name, required: true) is { } e ? AsText(e, At(name)) ?? "" : "";

    public string OptionalText(string name) => Get(name) is { } e ? AsText(e, At(name)) ?? "" : "";

    public string? TextOrNull(string name) => Get(name) is { } e ? AsText(e, At(name)) : null;

    public TId Id<TId>(string name)
        where TId : struct, IId<TId> =>
        Get(name, required: true) is { } e ? AsId<TId>(e, At(name)) ?? default : default;

    public TId? OptionalId<TId>(string name)
        where TId : struct, IId<TId> => Get(name) is { } e ? AsId<TId>(e, At(name)) : null;

    public ImmutableArray<TId> Ids<TId>(string name)
        where TId : struct, IId<TId> =>
        [.. Items(name).Select(item => AsId<TId>(item.Element, item.At)).OfType<TId>()];

    public ImmutableArray<string> Texts(string name) =>
        [.. Items(name).Select(item => AsText(item.Element, item.At)).OfType<string>()];

    public TEnum Word<TEnum>(string name)
        where TEnum : struct, Enum =>
        Get(name, required: true) is { } e ? AsWord<TEnum>(e, At(name)) ?? default : default;

    public ImmutableArray<TEnum> OptionalWords<TEnum>(string name)
        where TEnum : struct, Enum =>
        [.. Items(name).Select(item => AsWord<TEnum>(item.Element, item.At)).OfType<TEnum>()];

    public TimeSpan Duration(string name) =>
        OptionalDuration(name, required: true) ?? TimeSpan.Zero;

    public TimeSpan? OptionalDuration(string name, bool required = false) =>
        Get(name, required) is { } e && AsText(e, At(name)) is { } text
            ? Keep(Words.ReadDuration(text, out var problem), text, At(name), problem)
            : null;

    public int Whole(string name) => OptionalWhole(name, required: true) ?? 1;

    public int? OptionalWhole(string name, bool required = false)
    {
        if (Get(name, required) is not { } e)
            return null;
        if (e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var number))
            return number;
        Report(At(name), e.GetRawText(), $"{e.GetRawText()} is not a whole number");
        return null;
    }

    public double Number(string name, bool required = false)
    {
        if (Get(name, required) is not { } e)
            return 0;
        if (
            e.ValueKind == JsonValueKind.Number
            && e.TryGetDouble(out var number)
            && double.IsFinite(number)
        )
            return number;
        Report(At(name), e.GetRawText(), $"{e.GetRawText()} is not a number");
        return 0;
    }

    public bool YesNo(string name, bool otherwise)
    {
        if (Get(name) is not { } e)
            return otherwise;
        if (e.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return e.GetBoolean();
        Report(At(name), e.GetRawText(), $"{e.GetRawText()} is neither true nor false");
        return otherwise;
    }

    public DateOnly Date(string name) =>
        Get(name, required: true) is { } e ? AsDate(e, At(name)) ?? default : default;

    public DateOnly? OptionalDate(string name) => Get(name) is { } e ? AsDate(e, At(name)) : null;

    public ImmutableArray<DateOnly> Dates(string name) =>
        [.. Items(name).Select(item => AsDate(item.Element, item.At)).OfType<DateOnly>()];

    public ImmutableArray<WeeklyWindow> Windows(string name, bool required = false) =>
        [.. Items(name, required).SelectMany(item => AsWindows(item.Element, item.At))];

    public TimeWindow? OptionalTimes(string name) =>
        Get(name) is not { } e || AsText(e, At(name)) is not { } text ? null
        : WindowText.TryParseTimes(text, out var window) ? window
        : Keep<TimeWindow>(
            null,
            text,
            At(name),
            $"'{text}' is not a stretch of time: write it like \"13:00-18:00\""
        );

    public T? OptionalObject<T>(string name, Func<JsonObjectReader, T> read)
        where T : class => Get(name) is { } e ? Object(e, At(name), read) : null;

    public T Object<T>(string name, Func<JsonObjectReader, T> read, T otherwise)
        where T : class =>
        Get(name, required: true) is { } e ? Object(e, At(name), read) ?? otherwise : otherwise;

    public ImmutableArray<T> Each<T>(
        string name,
        Func<JsonObjectReader, T> read,
        bool required = false
    ) =>
        [
            .. Items(name, required)
                .Where(item => IsObject(item.Element, item.At))
                .Select(item => read(new JsonObjectReader(item.Element, file, item.At, log))),
        ];

    /// <summary>Reports what was not asked for, and remembers where <paramref name="read"/> came from.</summary>
    public T Done<T>(T read)
        where T : notnull
    {
        foreach (var property in element.EnumerateObject().Where(p => !_asked.Contains(p.Name)))
            Report(
                At(property.Name),
                property.Name,
                $"'{property.Name}' is not a property here{Suggestion.For(property.Name, _asked)}"
            );
        log.Remember(read, file, path, log.Faults.Count > _faultsBefore);
        return read;
    }

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private JsonElement? Get(string name, bool required = false)
    {
        _asked.Add(name);
        log.Asked[(file, Index().Replace(At(name), "[]"))] = required;
        if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            return value;
        if (required)
            Report(At(name), null, "is missing");
        return null;
    }

    private IEnumerable<(JsonElement Element, string At)> Items(string name, bool required = false)
    {
        if (Get(name, required) is not { } list)
            return [];
        if (list.ValueKind == JsonValueKind.Array)
            return list.EnumerateArray().Select((element, i) => (element, $"{At(name)}[{i}]"));
        Report(At(name), null, $"must be a list [ ... ], not {NameOf(list)}");
        return [];
    }

    private T? Object<T>(JsonElement e, string at, Func<JsonObjectReader, T> read)
        where T : class => IsObject(e, at) ? read(new JsonObjectReader(e, file, at, log)) : null;

    private bool IsObject(JsonElement e, string at)
    {
        if (e.ValueKind == JsonValueKind.Object)
            return true;
        Report(at, null, $"must be an object {{ ... }}, not {NameOf(e)}");
        return false;
    }

    private string? AsText(JsonElement e, string at)
    {
        if (e.ValueKind == JsonValueKind.String)
            return e.GetString();
        Report(at, null, $"must be a text \"...\", not {NameOf(e)}");
        return null;
    }

    private ImmutableArray<WeeklyWindow> AsWindows(JsonElement e, string at)
    {
        if (AsText(e, at) is not { } text)
            return [];
        if (!WindowText.TryParse(text, out var windows))
            Report(at, text, $"'{text}' is not a weekly window: {WindowText.Expected}");
        return windows;
    }

    private TId? AsId<TId>(JsonElement e, string at)
        where TId : struct, IId<TId> =>
        AsText(e, at) is { } text
            ? Keep(Words.ReadId<TId>(text, out var problem), text, at, problem)
            : null;

    private TEnum? AsWord<TEnum>(JsonElement e, string at)
        where TEnum : struct, Enum =>
        AsText(e, at) is { } text
            ? Keep(Words.Read<TEnum>(text, out var problem), text, at, problem)
            : null;

    private DateOnly? AsDate(JsonElement e, string at) =>
        AsText(e, at) is not { } text ? null
        : DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
        : Keep<DateOnly>(null, text, at, $"'{text}' is not a date: write it like 2026-12-25");

    private T? Keep<T>(T? value, string text, string at, string problem)
        where T : struct
    {
        if (value is null)
            Report(at, text, problem);
        return value;
    }

    private void Report(string at, string? value, string sentence) =>
        log.Add(file, at, value, sentence);

    private static string NameOf(JsonElement e) =>
        e.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            _ => "true or false",
        };

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
