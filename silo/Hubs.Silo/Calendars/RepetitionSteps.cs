using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>
/// Walks a rule's years, months, ..., seconds and finds the times in each. What a rule leaves unsaid is taken from its start. Where a day cannot match, an hourly
/// rule goes on to the next day at once, and so on for every unit, so that rules which match nothing cost little.
/// </summary>
internal sealed class RepetitionSteps
{
    private readonly Repetition _rule;
    private readonly DateTime _start;
    private readonly DateTime _from;
    private readonly DateTime _to;
    private readonly CalendarWork _work;
    private readonly int[] _hours;
    private readonly int[] _minutes;
    private readonly int[] _seconds;

    public RepetitionSteps(
        Repetition rule,
        DateTime start,
        DateTime from,
        DateTime to,
        CalendarWork work
    )
    {
        _rule = Anchored(rule, start);
        (_start, _from, _to, _work) = (start, from, to, work);
        _hours = OrStart(rule.Hours, rule.Unit < RepetitionUnit.Hourly, start.Hour);
        _minutes = OrStart(rule.Minutes, rule.Unit < RepetitionUnit.Minutely, start.Minute);
        _seconds = OrStart(rule.Seconds, rule.Unit < RepetitionUnit.Secondly, start.Second);
    }

    /// <summary>In order; those before the start included, those after <c>to</c> left out.</summary>
    public IEnumerable<DateTime> Times() =>
        _rule.Unit >= RepetitionUnit.Hourly ? WithinDays() : OfDays();

    private static int[] OrStart(ImmutableArray<int> given, bool isExpanded, int ofStart) =>
        given.IsEmpty ? (isExpanded ? [ofStart] : []) : [.. given];

    private static Repetition Anchored(Repetition rule, DateTime start)
    {
        var saysDay =
            !rule.Weekdays.IsEmpty || !rule.DaysOfMonth.IsEmpty || !rule.DaysOfYear.IsEmpty;
        if (saysDay)
            return rule;
        NthWeekday sameWeekday = new(0, start.DayOfWeek);
        return rule.Unit switch
        {
            RepetitionUnit.Weekly => rule with { Weekdays = [sameWeekday] },
            RepetitionUnit.Monthly => rule with { DaysOfMonth = [start.Day] },
            RepetitionUnit.Yearly when !rule.Weeks.IsEmpty => rule with
            {
                Weekdays = [sameWeekday],
            },
            RepetitionUnit.Yearly => rule with
            {
                DaysOfMonth = [start.Day],
                Months = rule.Months.IsEmpty ? [start.Month] : rule.Months,
            },
            _ => rule,
        };
    }

    private IEnumerable<DateTime> OfDays()
    {
        var found = new List<DateTime>();
        var begin = Number(_start);
        var skipped = Math.Max(0, Number(_from) - begin);
        var end = Number(_to);
        // Long: an interval may be as large as an int, and then lead past the last year.
        for (
            var number = begin + (skipped + _rule.Interval - 1L) / _rule.Interval * _rule.Interval;
            number <= end;
            number += _rule.Interval
        )
        {
            found.Clear();
            foreach (var day in Days((int)number))
                if (Matches(day))
                    AddTimesOf(day, found);
            foreach (var time in Positioned(found))
                yield return time;
        }
    }

    private void AddTimesOf(DateTime day, List<DateTime> into)
    {
        foreach (var hour in _hours)
        foreach (var minute in _minutes)
        foreach (var second in _seconds)
        {
            _work.Step();
            into.Add(day.AddTicks(new TimeSpan(hour, minute, second).Ticks));
        }
    }

    private IEnumerable<DateTime> Positioned(List<DateTime> found)
    {
        if (_rule.Positions.IsEmpty)
            return found;
        return _rule
            .Positions.Select(position => position > 0 ? position - 1 : found.Count + position)
            .Where(index => index >= 0 && index < found.Count)
            .Distinct()
            .Order()
            .Select(index => found[index]);
    }

    /// <summary>Hours, minutes and seconds: a period is one of them, and holds the times of its smaller units.</summary>
    private IEnumerable<DateTime> WithinDays()
    {
        var unit = _rule.Unit switch
        {
            RepetitionUnit.Hourly => TimeSpan.TicksPerHour,
            RepetitionUnit.Minutely => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerSecond,
        };
        var found = new List<DateTime>();
        // Further than the last year is far enough.
        var step = (long)Math.Min((double)unit * _rule.Interval, DateTime.MaxValue.Ticks);
        var begin = _start.Ticks / unit * unit;
        var at = begin;
        SkipTo(_from.Ticks / unit * unit);
        while (at < _to.Ticks)
        {
            _work.Step();
            var time = new DateTime(at);
            if (!Matches(time.Date))
                SkipTo(time.Date.Ticks + TimeSpan.TicksPerDay);
            else if (!Holds(_hours, time.Hour))
                SkipTo(at / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour + TimeSpan.TicksPerHour);
            else if (_rule.Unit > RepetitionUnit.Hourly && !Holds(_minutes, time.Minute))
                SkipTo(
                    at / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute
                );
            else
            {
                if (_rule.Unit < RepetitionUnit.Secondly || Holds(_seconds, time.Second))
                {
                    AddTimesIn(time, found);
                    foreach (var each in Positioned(found))
                        yield return each;
                    found.Clear();
                }
                at += step;
            }
        }

        void SkipTo(long ticks)
        {
            if (ticks > at)
                at = begin + (ticks - begin + step - 1) / step * step;
        }
    }

    private void AddTimesIn(DateTime period, List<DateTime> into)
    {
        if (_rule.Unit == RepetitionUnit.Secondly)
            into.Add(period);
        else if (_rule.Unit == RepetitionUnit.Minutely)
            AddSeconds(period, into);
        else
            foreach (var minute in _minutes)
                AddSeconds(period.AddMinutes(minute), into);
    }

    private void AddSeconds(DateTime minute, List<DateTime> into)
    {
        foreach (var second in _seconds)
        {
            _work.Step();
            into.Add(minute.AddSeconds(second));
        }
    }

    private static bool Holds(int[] allowed, int value) =>
        allowed.Length == 0 || Array.IndexOf(allowed, value) >= 0;

    /// <summary>Years, months, weeks and days are numbered, so that "every third" is arithmetic. Day 0 of the calendar is a Monday.</summary>
    private int Number(DateTime time) =>
        _rule.Unit switch
        {
            RepetitionUnit.Yearly => time.Year,
            RepetitionUnit.Monthly => time.Year * 12 + time.Month - 1,
            RepetitionUnit.Weekly => (DayNumber(time) + 7 - AfterMonday(_rule.WeekStart)) / 7,
            _ => DayNumber(time),
        };

    private IEnumerable<DateTime> Days(int number)
    {
        switch (_rule.Unit)
        {
            case RepetitionUnit.Yearly when !_rule.Months.IsEmpty && _rule.Weeks.IsEmpty:
                return _rule.Months.SelectMany(month => MonthDays(number, month));
            case RepetitionUnit.Yearly:
                return Enumerable.Range(1, 12).SelectMany(month => MonthDays(number, month));
            case RepetitionUnit.Monthly:
                return MonthDays(number / 12, number % 12 + 1);
            case RepetitionUnit.Weekly:
                var first = number * 7 - 7 + AfterMonday(_rule.WeekStart);
                return Enumerable.Range(first, 7).Where(IsDay).Select(OfNumber);
            default:
                return IsDay(number) ? [OfNumber(number)] : [];
        }
    }

    /// <summary>Without looking at the other days when the rule names days of the month.</summary>
    private IEnumerable<DateTime> MonthDays(int year, int month)
    {
        if (year is < 1 or > 9999)
            return [];
        var length = DateTime.DaysInMonth(year, month);
        var days = _rule.DaysOfMonth.IsEmpty
            ? Enumerable.Range(1, length)
            : _rule
                .DaysOfMonth.Select(day => day > 0 ? day : length + 1 + day)
                .Where(day => day >= 1 && day <= length)
                .Distinct()
                .Order();
        return days.Select(day => new DateTime(year, month, day));
    }

    private bool Matches(DateTime day)
    {
        _work.Step();
        if (!_rule.Months.IsEmpty && !_rule.Months.Contains(day.Month))
            return false;
        if (!_rule.Weeks.IsEmpty && !IsInWeek(day))
            return false;
        var daysInYear = DateTime.IsLeapYear(day.Year) ? 366 : 365;
        if (!OneOf(_rule.DaysOfYear, day.DayOfYear, daysInYear))
            return false;
        var daysInMonth = DateTime.DaysInMonth(day.Year, day.Month);
        if (!OneOf(_rule.DaysOfMonth, day.Day, daysInMonth))
            return false;
        if (_rule.Weekdays.IsEmpty)
            return true;
        var ofYear = _rule is { Unit: RepetitionUnit.Yearly, Months.IsEmpty: true };
        foreach (var wanted in _rule.Weekdays)
            if (
                _rule.Weeks.IsEmpty
                    ? wanted.Matches(
                        day.DayOfWeek,
                        ofYear ? day.DayOfYear : day.Day,
                        ofYear ? daysInYear : daysInMonth
                    )
                    : wanted.Day == day.DayOfWeek
            )
                return true;
        return false;
    }

    private static bool OneOf(ImmutableArray<int> wanted, int day, int daysInAll) =>
        wanted.IsEmpty || wanted.Contains(day) || wanted.Contains(day - daysInAll - 1);

    /// <summary>Week 1 is the first with at least four days in its year (RFC 5545), counted from the rule's first day of the week.</summary>
    private bool IsInWeek(DateTime day)
    {
        var middle =
            DayNumber(day)
            - (AfterMonday(day.DayOfWeek) + 7 - AfterMonday(_rule.WeekStart)) % 7
            + 3;
        if (!IsDay(middle))
            return false;
        var inYear = OfNumber(middle);
        var number = (inYear.DayOfYear - 1) / 7 + 1;
        var left = ((DateTime.IsLeapYear(inYear.Year) ? 366 : 365) - inYear.DayOfYear) / 7;
        return _rule.Weeks.Contains(number) || _rule.Weeks.Contains(-left - 1);
    }

    private static int DayNumber(DateTime time) => (int)(time.Ticks / TimeSpan.TicksPerDay);

    private static DateTime OfNumber(int day) => new(day * TimeSpan.TicksPerDay);

    private static bool IsDay(int number) =>
        number >= 0 && number <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay;

    private static int AfterMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
