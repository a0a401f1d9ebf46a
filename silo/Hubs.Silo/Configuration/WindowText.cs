using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Weekly windows as people write them: "mon-fri 08:00-18:30", "tue,thu 09:00-12:30", "daily 08:00-20:00".</summary>
public static class WindowText
{
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public const string Expected = "write days and times like \"mon-fri 08:00-18:30\"";

    public static bool TryParse(string text, out ImmutableArray<WeeklyWindow> windows)
    {
        windows = [];
        var parts = text.Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (
            parts.Length != 2
            || !TryParseDays(parts[0], out var days)
            || !TryParseTimes(parts[1], out var window)
        )
            return false;
        windows = [.. days.Select(day => new WeeklyWindow(day, window))];
        return true;
    }

    public static bool TryParseTimes(string text, out TimeWindow window)
    {
        window = default;
        var times = text.Split('-');
        if (
            times.Length != 2
            || !TryParseTime(times[0], out var start)
            || !TryParseTime(times[1], out var end)
            || end <= start
        )
            return false;
        window = new TimeWindow(start, end);
        return true;
    }

    /// <summary>The shortest list of texts that <see cref="TryParse"/> reads back as the same windows.</summary>
    public static ImmutableArray<string> Write(ImmutableArray<WeeklyWindow> windows) =>
        [
            .. windows
                .GroupBy(w => w.Window)
                .OrderBy(group => group.Min(w => Array.IndexOf(Week, w.Day)))
                .ThenBy(group => group.Key.Start)
                .Select(group =>
                    $"{WriteDays([.. group.Select(w => Array.IndexOf(Week, w.Day)).Distinct().Order()])} {group.Key}"
                ),
        ];

    private static bool TryParseTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            text,
            "HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );

    private static bool TryParseDays(string text, out List<DayOfWeek> days)
    {
        days = [];
        if (string.Equals(text, "daily", StringComparison.OrdinalIgnoreCase))
        {
            days.AddRange(Week);
            return true;
        }
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var first = IndexOf(ends[0]);
            var last = IndexOf(ends[^1]);
            if (ends.Length > 2 || first < 0 || last < first)
                return false;
            days.AddRange(Week[first..(last + 1)]);
        }
        return days.Distinct().Count() == days.Count;
    }

    private static int IndexOf(string name) =>
        Array.FindIndex(Names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    private static string WriteDays(ImmutableArray<int> days)
    {
        if (days.Length == Week.Length)
            return "daily";
        var runs = new List<string>();
        for (var i = 0; i < days.Length; i++)
        {
            var first = i;
            while (i + 1 < days.Length && days[i + 1] == days[i] + 1)
                i++;
            runs.Add(first == i ? Names[days[i]] : $"{Names[days[first]]}-{Names[days[i]]}");
        }
        return string.Join(',', runs);
    }
}
