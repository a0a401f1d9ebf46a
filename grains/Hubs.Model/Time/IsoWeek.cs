using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A week of ISO 8601, Monday to Sunday, written "2026-W48".</summary>
[JsonConverter(typeof(IsoWeekConverter))]
public readonly record struct IsoWeek(int Year, int Number) : IComparable<IsoWeek>
{
    public DateOnly Monday =>
        DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    public DateOnly Sunday => Monday.AddDays(6);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, 7).Select(Monday.AddDays);

    public IsoWeek Next => Of(Monday.AddDays(7));

    public static IsoWeek Of(DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
    }

    public static bool TryParse(string? text, out IsoWeek week)
    {
        week = default;
        if (
            text is not { Length: 8 }
            || text[4] != '-'
            || text[5] != 'W'
            || !int.TryParse(
                text.AsSpan(0, 4),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var year
            )
            || !int.TryParse(
                text.AsSpan(6),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            || year is < 1900 or > 9000
            || number < 1
            || number > ISOWeek.GetWeeksInYear(year)
        )
            return false;
        week = new IsoWeek(year, number);
        return true;
    }

    public int CompareTo(IsoWeek other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    public static bool operator <(IsoWeek left, IsoWeek right) => left.CompareTo(right) < 0;

    public static bool operator >(IsoWeek left, IsoWeek right) => left.CompareTo(right) > 0;

    public static bool operator <=(IsoWeek left, IsoWeek right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IsoWeek left, IsoWeek right) => left.CompareTo(right) >= 0;
}

public sealed class IsoWeekConverter : JsonConverter<IsoWeek>
{
    public override IsoWeek Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        IsoWeek.TryParse(reader.GetString(), out var week)
            ? week
            : throw new JsonException($"'{reader.GetString()}' is not a week: write 2026-W48");

    public override void Write(
        Utf8JsonWriter writer,
        IsoWeek value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}
