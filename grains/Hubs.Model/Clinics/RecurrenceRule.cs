using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Hubs.Model;

public enum RecurrenceFrequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>
/// An RFC 5545 RRULE over whole days: FREQ (DAILY to YEARLY) with INTERVAL, BYMONTH, BYMONTHDAY, BYDAY (also "1MO", "-1FR"),
/// WKST, and COUNT or UNTIL. Dates are wall dates, so a series keeps its time of day across clock changes.
/// Equal when they print the same.
/// </summary>
public sealed record RecurrenceRule
{
    public required RecurrenceFrequency Frequency { get; init; }

    /// <summary>Every so many days, weeks, months or years.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Dates in all, counted from the start and before exceptions are taken away.</summary>
    public int? Count { get; init; }

    public RecurrenceEnd? Until { get; init; }

    public ImmutableArray<int> ByMonth { get; init; } = [];

    /// <summary>1 is the first day of the month, -1 the last.</summary>
    public ImmutableArray<int> ByMonthDay { get; init; } = [];

    public ImmutableArray<NthWeekday> ByDay { get; init; } = [];

    /// <summary>Where a week begins; matters only for every second, third, ... week.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>Reads the text after "RRULE:". Either the rule, or everything that is wrong with the text and what would be right.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out RecurrenceRule? rule,
        out ImmutableArray<string> faults
    ) => RecurrenceText.TryRead(text ?? "", out rule, out faults);

    /// <summary>
    /// The dates of a series beginning on <paramref name="start"/>, between <paramref name="from"/> and <paramref name="to"/> (both
    /// included), in order. A start that does not fit the rule is not one of them. Lazy; looks at no day after <paramref name="to"/>,
    /// and without COUNT at none before <paramref name="from"/>'s own week, month or year: a rule that never matches only comes back empty.
    /// </summary>
    public IEnumerable<DateOnly> Dates(DateOnly start, DateOnly from, DateOnly to)
    {
        var rule = AnchoredAt(start);
        var last = Until is { } until && until.LocalDate < to ? until.LocalDate : to;
        var first = Count is null && from > start ? from : start;
        if (last < first)
            yield break;

        var begin = RecurrencePeriod.Of(Frequency, start, WeekStart);
        var skipped = RecurrencePeriod.Of(Frequency, first, WeekStart).Number - begin.Number;
        var end = RecurrencePeriod.Of(Frequency, last, WeekStart).Number;
        var left = Count ?? int.MaxValue;
        for (
            var number = begin.Number + (skipped + Interval - 1) / Interval * Interval;
            number <= end;
            number += Interval
        )
        {
            foreach (var date in (begin with { Number = number }).Days)
            {
                if (date < start || !rule.Matches(date))
                    continue;
                if (date > last || left-- == 0)
                    yield break;
                if (date >= from)
                    yield return date;
            }
        }
    }

    public override string ToString() => RecurrenceText.Write(this);

    public bool Equals(RecurrenceRule? other) =>
        other is not null && ToString() == other.ToString();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>What the rule leaves unsaid is taken from the start: its weekday, its day of the month, its month.</summary>
    private RecurrenceRule AnchoredAt(DateOnly start)
    {
        if (!ByDay.IsEmpty || !ByMonthDay.IsEmpty)
            return this;
        return Frequency switch
        {
            RecurrenceFrequency.Weekly => this with { ByDay = [new(0, start.DayOfWeek)] },
            RecurrenceFrequency.Monthly => this with { ByMonthDay = [start.Day] },
            RecurrenceFrequency.Yearly => this with
            {
                ByMonthDay = [start.Day],
                ByMonth = ByMonth.IsEmpty ? [start.Month] : ByMonth,
            },
            _ => this,
        };
    }

    private bool Matches(DateOnly date)
    {
        if (!ByMonth.IsEmpty && !ByMonth.Contains(date.Month))
            return false;
        var daysInMonth = DateTime.DaysInMonth(date.Year, date.Month);
        if (
            !ByMonthDay.IsEmpty
            && !ByMonthDay.Contains(date.Day)
            && !ByMonthDay.Contains(date.Day - daysInMonth - 1)
        )
            return false;
        if (ByDay.IsEmpty)
            return true;
        var withinYear = Frequency == RecurrenceFrequency.Yearly && ByMonth.IsEmpty;
        var day = withinYear ? date.DayOfYear : date.Day;
        var daysInAll = withinYear ? (DateTime.IsLeapYear(date.Year) ? 366 : 365) : daysInMonth;
        return ByDay.Any(wanted => wanted.Matches(date.DayOfWeek, day, daysInAll));
    }
}

/// <summary>"MO" is every Monday (<see cref="Nth"/> 0), "1MO" the first of the month or year, "-1MO" the last.</summary>
public readonly record struct NthWeekday(int Nth, DayOfWeek Day)
{
    /// <summary>Whether it is that weekday, as day number <paramref name="day"/> (from 1) of a month or year with so many days.</summary>
    public bool Matches(DayOfWeek weekday, int day, int daysInAll) =>
        weekday == Day
        && Nth switch
        {
            0 => true,
            > 0 => (day - 1) / 7 + 1 == Nth,
            < 0 => (daysInAll - day) / 7 + 1 == -Nth,
        };
}

/// <summary>UNTIL: a date, or a moment written in UTC or in local time; all included.</summary>
public readonly record struct RecurrenceEnd(
    DateOnly Date,
    TimeOnly? Time = null,
    bool IsUtc = false
)
{
    /// <summary>The last day the series may touch, in London.</summary>
    public DateOnly LocalDate =>
        IsUtc && Time is { } time
            ? DateOnly.FromDateTime(UkCalendar.Local(Utc(time)).DateTime)
            : Date;

    /// <summary>True when something that starts at this London wall time is not too late.</summary>
    public bool Allows(DateOnly date, TimeOnly start) =>
        Time is not { } time ? date <= Date
        : IsUtc ? UkCalendar.Instant(date, start) <= Utc(time)
        : date.ToDateTime(start) <= Date.ToDateTime(time);

    private DateTimeOffset Utc(TimeOnly time) => new(Date.ToDateTime(time), TimeSpan.Zero);
}
