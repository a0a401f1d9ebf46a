using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

internal enum RepetitionUnit
{
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// <summary>
/// A whole RRULE of RFC 5545 (section 3.3.10), as other people's calendars use it, down to the second. Clinics repeat by <see cref="RecurrenceRule"/>,
/// which knows less and explains more; where both know a rule they find the same days.
/// </summary>
internal sealed record Repetition
{
    public required RepetitionUnit Unit { get; init; }

    public int Interval { get; init; } = 1;

    public int? Count { get; init; }

    /// <summary>A whole day, or a time; its zone is that of the start unless it is in UTC.</summary>
    public CalendarTime? Until { get; init; }

    public ImmutableArray<int> Months { get; init; } = [];

    public ImmutableArray<int> Weeks { get; init; } = [];

    public ImmutableArray<int> DaysOfYear { get; init; } = [];

    public ImmutableArray<int> DaysOfMonth { get; init; } = [];

    public ImmutableArray<NthWeekday> Weekdays { get; init; } = [];

    public ImmutableArray<int> Hours { get; init; } = [];

    public ImmutableArray<int> Minutes { get; init; } = [];

    public ImmutableArray<int> Seconds { get; init; } = [];

    /// <summary>BYSETPOS: which of the times of each year, month, ... ; -1 is the last.</summary>
    public ImmutableArray<int> Positions { get; init; } = [];

    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>Null when the text is no rule of the standard.</summary>
    public static Repetition? Read(string text) => RepetitionText.Read(text);

    /// <summary>
    /// The wall times of a series beginning at <paramref name="start"/>, from <paramref name="from"/> up to, not including, <paramref name="to"/>, in order. The
    /// start itself is always the first of them, fitting or not.
    /// </summary>
    public IEnumerable<DateTime> Times(
        CalendarTime start,
        DateTime from,
        DateTime to,
        CalendarWork work
    )
    {
        // Nothing before what is asked for needs looking at, unless it has to be counted.
        var first = Count is null && from > start.Local ? from : start.Local;
        var steps = new RepetitionSteps(this, start.Local, first, to, work);
        return Choose(steps.Times(), start, from, to);
    }

    /// <summary>Of the times that fit the rule's parts, in order, those that belong to the series and are asked for; the start before them.</summary>
    public IEnumerable<DateTime> Choose(
        IEnumerable<DateTime> fitting,
        CalendarTime start,
        DateTime from,
        DateTime to
    )
    {
        if (from <= start.Local && start.Local < to)
            yield return start.Local;
        var left = Count - 1 ?? int.MaxValue;
        foreach (var time in fitting)
        {
            if (time <= start.Local)
                continue;
            if (time >= to || left-- == 0 || !IsBeforeEnd(start.At(time)))
                yield break;
            if (time >= from)
                yield return time;
        }
    }

    private bool IsBeforeEnd(CalendarTime time) =>
        Until is not { } until ? true
        : until.IsDate || time.IsDate ? time.Local.Date <= until.Local.Date
        : until.Zone == CalendarZone.Utc ? time.Instant <= until.Instant
        : time.Local <= until.Local;
}

/// <summary>Reads an RRULE. Names may come in any order and case; what the standard does not know is passed over, as it says.</summary>
internal static class RepetitionText
{
    private const int LongestRule = 10_000;

    public static Repetition? Read(string text)
    {
        if (text.Length > LongestRule)
            return null;
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (part.IndexOf('=') is > 0 and var equals)
                values[part[..equals].Trim()] = part[(equals + 1)..].Trim();

        if (
            !Enum.TryParse<RepetitionUnit>(
                values.GetValueOrDefault("FREQ"),
                ignoreCase: true,
                out var unit
            )
            || !Enum.IsDefined(unit)
            || char.IsAsciiDigit(values["FREQ"][0])
        )
            return null;
        var isRight = true;
        var rule = new Repetition
        {
            Unit = unit,
            Interval = Number("INTERVAL") ?? 1,
            Count = Number("COUNT"),
            Until = values.TryGetValue("UNTIL", out var until)
                ? CalendarTime.Read(until, CalendarZone.London) ?? Wrong<CalendarTime>()
                : null,
            Months = Numbers("BYMONTH", 1, 12),
            Weeks = unit is RepetitionUnit.Yearly ? Numbers("BYWEEKNO", -53, 53) : [],
            DaysOfYear = unit
                is RepetitionUnit.Monthly
                    or RepetitionUnit.Weekly
                    or RepetitionUnit.Daily
                ? []
                : Numbers("BYYEARDAY", -366, 366),
            DaysOfMonth = unit is RepetitionUnit.Weekly ? [] : Numbers("BYMONTHDAY", -31, 31),
            Weekdays = Days(),
            Hours = Numbers("BYHOUR", 0, 23),
            Minutes = Numbers("BYMINUTE", 0, 59),
            Seconds = [.. Numbers("BYSECOND", 0, 60).Select(s => Math.Min(s, 59)).Distinct()],
            Positions = Numbers("BYSETPOS", -366, 366),
            WeekStart = values.TryGetValue("WKST", out var weekStart)
                ? Day(weekStart) ?? Wrong<DayOfWeek>() ?? DayOfWeek.Monday
                : DayOfWeek.Monday,
        };
        return isRight ? rule : null;

        T? Wrong<T>()
            where T : struct
        {
            isRight = false;
            return null;
        }

        int? Number(string name) =>
            !values.TryGetValue(name, out var value) ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
                ? number
            : Wrong<int>();

        ImmutableArray<int> Numbers(string name, int least, int most)
        {
            if (!values.TryGetValue(name, out var value))
                return [];
            var numbers = new SortedSet<int>();
            foreach (var item in value.Split(','))
            {
                if (
                    !int.TryParse(
                        item,
                        NumberStyles.AllowLeadingSign
                            | NumberStyles.AllowLeadingWhite
                            | NumberStyles.AllowTrailingWhite,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                    || number < least
                    || number > most
                    || (number == 0 && least != 0)
                )
                {
                    isRight = false;
                    return [];
                }
                numbers.Add(number);
            }
            return [.. numbers];
        }

        ImmutableArray<NthWeekday> Days()
        {
            if (!values.TryGetValue("BYDAY", out var value))
                return [];
            var days = new HashSet<NthWeekday>();
            foreach (var item in value.Split(','))
            {
                var trimmed = item.Trim();
                var nth = 0;
                if (
                    trimmed.Length < 2
                    || Day(trimmed[^2..]) is not { } day
                    || (
                        trimmed.Length > 2
                        && (
                            !int.TryParse(
                                trimmed[..^2],
                                NumberStyles.AllowLeadingSign,
                                CultureInfo.InvariantCulture,
                                out nth
                            ) || nth is 0 or < -53 or > 53
                        )
                    )
                )
                {
                    isRight = false;
                    return [];
                }
                // Only within a month or a year is there a second Monday.
                days.Add(
                    new NthWeekday(
                        unit is RepetitionUnit.Yearly or RepetitionUnit.Monthly ? nth : 0,
                        day
                    )
                );
            }
            return [.. days];
        }
    }

    private static DayOfWeek? Day(string text) =>
        text.ToUpperInvariant() switch
        {
            "MO" => DayOfWeek.Monday,
            "TU" => DayOfWeek.Tuesday,
            "WE" => DayOfWeek.Wednesday,
            "TH" => DayOfWeek.Thursday,
            "FR" => DayOfWeek.Friday,
            "SA" => DayOfWeek.Saturday,
            "SU" => DayOfWeek.Sunday,
            _ => null,
        };
}
