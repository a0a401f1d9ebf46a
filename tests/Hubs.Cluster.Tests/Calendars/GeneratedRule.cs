using System.Globalization;

namespace Hubs.Cluster.Tests.Calendars;

/// <summary>A repeating entry as nobody would write it by hand: any unit, any of the parts that may go with it (RFC 5545, section 3.3.10), any start.</summary>
internal sealed record GeneratedRule(string Text, DateTime Start, TimeSpan Length)
{
    private static readonly string[] Units =
    [
        "YEARLY",
        "MONTHLY",
        "WEEKLY",
        "DAILY",
        "HOURLY",
        "MINUTELY",
        "SECONDLY",
    ];
    private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static GeneratedRule From(Random dice)
    {
        // What people write more often.
        var unit = dice.Next(3) == 0 ? dice.Next(Units.Length) : dice.Next(4);
        var parts = new List<string> { $"FREQ={Units[unit]}" };
        if (dice.Next(2) == 0)
            parts.Add($"INTERVAL={dice.Next(1, 8)}");
        Maybe(3, "BYMONTH", () => Some(1, 12, most: 4));
        if (unit == 0)
            Maybe(6, "BYWEEKNO", () => Some(-53, 53, most: 3));
        if (unit is 0 or > 3)
            Maybe(6, "BYYEARDAY", () => Some(-366, 366, most: 4));
        if (unit != 2)
            Maybe(4, "BYMONTHDAY", () => Some(-31, 31, most: 4));
        Maybe(3, "BYDAY", Days);
        var within = parts.Count > 1;
        Maybe(6, "BYHOUR", () => Some(0, 23, most: 3));
        Maybe(6, "BYMINUTE", () => Some(0, 59, most: 3));
        Maybe(8, "BYSECOND", () => Some(0, 59, most: 2));
        if (within)
            Maybe(6, "BYSETPOS", () => Some(-4, 4, most: 2));
        Maybe(4, "WKST", () => Weekdays[dice.Next(7)]);
        var start = new DateTime(2019, 1, 1).AddMinutes(15 * dice.Next(0, 7 * 365 * 96));
        if (dice.Next(4) == 0)
            parts.Add($"COUNT={dice.Next(1, 60)}");
        else if (dice.Next(3) == 0)
            parts.Add(
                $"UNTIL={start.AddDays(dice.Next(0, 900)).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}"
            );
        return new GeneratedRule(
            string.Join(';', parts),
            start,
            unit switch
            {
                <= 1 => TimeSpan.FromDays(1_500),
                2 or 3 => TimeSpan.FromDays(300),
                4 => TimeSpan.FromDays(20),
                5 => TimeSpan.FromHours(12),
                _ => TimeSpan.FromMinutes(20),
            }
        );

        void Maybe(int oneIn, string name, Func<string> value)
        {
            if (dice.Next(oneIn) == 0)
                parts.Add($"{name}={value()}");
        }

        string Some(int least, int greatest, int most) =>
            string.Join(
                ',',
                Enumerable
                    .Range(0, dice.Next(1, most + 1))
                    .Select(_ => dice.Next(least, greatest + 1))
                    .Where(number => number != 0 || least == 0)
                    .DefaultIfEmpty(1)
                    .Distinct()
            );

        string Days() =>
            string.Join(
                ',',
                Enumerable
                    .Range(0, dice.Next(1, 4))
                    .Select(_ =>
                        // A number before the day has a meaning in months and years only, and none beside weeks of the year.
                        (
                            unit > 1
                            || parts.Any(part =>
                                part.StartsWith("BYWEEKNO", StringComparison.Ordinal)
                            )
                                ? ""
                            : dice.Next(2) == 0 ? $"{dice.Next(1, 5) * (dice.Next(2) * 2 - 1)}"
                            : ""
                        ) + Weekdays[dice.Next(7)]
                    )
                    .Distinct()
            );
    }
}
