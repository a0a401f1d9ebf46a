using System.Globalization;
using Hubs.Model;

namespace Hubs.Journeys.Tests.Running;

/// <summary>
/// The journeys happen on a Tuesday morning, whenever they are run: the product's clock is set ahead to the next one.
/// </summary>
public sealed class DemoDay
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(10);

    private readonly TimeSpan ahead;

    public DemoDay(DateTimeOffset now)
    {
        var today = TimeZoneInfo.ConvertTime(now, UkCalendar.Zone).Date;
        var tuesday = today.AddDays(1);
        while (tuesday.DayOfWeek is not DayOfWeek.Tuesday || IsChristmas(tuesday))
            tuesday = tuesday.AddDays(1);
        Today = DateOnly.FromDateTime(tuesday);
        var start = tuesday + Morning;
        ahead = new DateTimeOffset(start, UkCalendar.Zone.GetUtcOffset(start)) - now;
    }

    public DateOnly Today { get; }

    public IsoWeek NextWeek => IsoWeek.Of(Today.AddDays(7));

    public DateOnly NextWednesday => NextWeek.Monday.AddDays(2);

    public string[] Settings => ["--Demo:Ahead", ahead.ToString("c", CultureInfo.InvariantCulture)];

    private static bool IsChristmas(DateTime day) =>
        day is { Month: 12, Day: > 24 } or { Month: 1, Day: 1 };
}
