using System.Globalization;

namespace Hubs.Model;

/// <summary>Which diary: a hub and a date, written "tilbury/2026-11-24".</summary>
public readonly record struct DiaryKey(HubId Hub, DateOnly Date)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Hub}/{Date:yyyy-MM-dd}");

    /// <exception cref="FormatException">The text is not a diary key.</exception>
    public static DiaryKey Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        if (
            slash > 0
            && DateOnly.TryParseExact(
                text.AsSpan(slash + 1),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return new DiaryKey(new HubId(text[..slash]), date);
        throw new FormatException($"'{text}' is not a diary key: write tilbury/2026-11-24");
    }

    /// <summary>The diary that issued an id such as "tilbury.20261124.k7x2m9" (appointments, holds, tickets).</summary>
    public static bool TryOfIssued(string id, out DiaryKey key)
    {
        key = default;
        var parts = id.Split('.');
        if (
            parts.Length != 3
            || !HubId.TryParse(parts[0], out var hub)
            || !DateOnly.TryParseExact(
                parts[1],
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return false;
        key = new DiaryKey(hub, date);
        return true;
    }

    /// <summary>An id this diary issues: "tilbury.20261124.k7x2m9".</summary>
    public string Issue(string suffix) =>
        string.Create(CultureInfo.InvariantCulture, $"{Hub}.{Date:yyyyMMdd}.{suffix}");
}

/// <summary>One thing that was done in a diary, for people to read.</summary>
public sealed record DiaryHistoryLine(
    long Version,
    DateTimeOffset At,
    Actor By,
    string? Why,
    string What
);
