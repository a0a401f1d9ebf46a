using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>When a slot starts, as a caller writes it: the time of day at the hub ("09:30"), or the instant a slot search answered ("2026-11-24T09:30:00+00:00").</summary>
[JsonConverter(typeof(SlotStartConverter))]
public readonly record struct SlotStart(TimeOnly Time, DateOnly? Date)
{
    /// <summary>False for an instant on another day than the one the request names.</summary>
    public bool FitsOn(DateOnly date) => Date is null || Date == date;

    public static bool TryParse(string? text, out SlotStart start)
    {
        if (
            TimeOnly.TryParseExact(
                text,
                ["HH:mm", "HH:mm:ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
        {
            start = new SlotStart(time, null);
            return true;
        }
        start = default;
        if (
            text?.Contains('T', StringComparison.Ordinal) != true
            || !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
            return false;
        var local = TimeZoneInfo.ConvertTime(instant, UkCalendar.Zone).DateTime;
        start = new SlotStart(TimeOnly.FromDateTime(local), DateOnly.FromDateTime(local));
        return true;
    }
}

public sealed class SlotStartConverter : JsonConverter<SlotStart>
{
    public override SlotStart Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType is JsonTokenType.String
        && SlotStart.TryParse(reader.GetString(), out var start)
            ? start
            : throw new JsonException(
                "must be a time of day such as 09:30, or an instant such as 2026-11-24T09:30:00+00:00"
            );

    public override void Write(
        Utf8JsonWriter writer,
        SlotStart value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.Time.ToString("HH:mm", CultureInfo.InvariantCulture));
}
