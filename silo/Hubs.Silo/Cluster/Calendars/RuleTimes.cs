using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Hubs.Silo.Calendars;

/// <summary>
/// The times of a repeating entry, by Ical.Net. It walks a rule step by step from its start and makes every candidate an object, so it is only asked
/// what is known beforehand to be cheap: everything that people put into calendars. A rule that goes by the second since 1970, or the last of thirty
/// thousand birthdays, is worked out by the product's own reading, which steps over what cannot match and stops when it is too much.
/// </summary>
internal static class RuleTimes
{
    /// <summary>Ical.Net does not step beyond the years that there are.</summary>
    private const int LongestInterval = 1_000;

    /// <summary>Making the rule ready costs as much as some candidates.</summary>
    private const int OfEveryRule = 40;

    /// <summary>As <see cref="Repetition.Times"/>.</summary>
    public static IEnumerable<DateTime> Of(
        Repetition rule,
        CalendarTime start,
        DateTime from,
        DateTime to,
        CalendarWork work
    ) =>
        IsForIcalNet(rule) && work.Affords(Candidates(rule, start.Local, from, to))
            ? rule.Choose(ByIcalNet(rule, start.Local, from, to), start, from, to)
            : rule.Times(start, from, to, work);

    /// <summary>
    /// False for the few kinds of rule of which Ical.Net 5.2.4 does not find the times that RFC 5545 (section 3.3.10) means, or would take too long. All are kinds
    /// that hardly any program writes.
    /// </summary>
    internal static bool IsForIcalNet(Repetition rule) =>
        rule.Interval <= LongestInterval
        && rule.Unit switch
        {
            // It looks at every second of a whole day beyond the end.
            RepetitionUnit.Secondly => false,
            // BYMONTHDAY spreads a year over every month ("Expand" in the RFC's table): it leaves out times.
            RepetitionUnit.Yearly when !rule.DaysOfMonth.IsEmpty && rule.Months.IsEmpty => false,
            // BYMONTH goes before BYYEARDAY: it finds days outside of those months.
            RepetitionUnit.Yearly when !rule.DaysOfYear.IsEmpty && !rule.Months.IsEmpty => false,
            // The RFC does not say whose days those of a week are that two years share. The two readings differ where it matters.
            RepetitionUnit.Yearly when !rule.Weeks.IsEmpty => rule.Interval == 1
                && rule.Positions.IsEmpty,
            _ => true,
        };

    /// <summary>At most so many times are looked at: every step, and in each the times that the rule's parts spread it into.</summary>
    private static long Candidates(Repetition rule, DateTime start, DateTime from, DateTime to)
    {
        var step = Length(rule).Ticks * rule.Interval;
        var skipped = Math.Max(0, (First(rule, start, from) - start).Ticks) / step;
        var steps = Math.Max(0, (to + Beyond(rule) - start).Ticks) / step - skipped + 3;
        return OfEveryRule
            + skipped / 10
            + steps
                * Days(rule)
                * Math.Max(1, rule.Hours.Length)
                * Math.Max(1, rule.Minutes.Length)
                * Math.Max(1, rule.Seconds.Length);
    }

    private static TimeSpan Length(Repetition rule) =>
        rule.Unit switch
        {
            RepetitionUnit.Yearly => TimeSpan.FromDays(365),
            RepetitionUnit.Monthly => TimeSpan.FromDays(28),
            RepetitionUnit.Weekly => TimeSpan.FromDays(7),
            RepetitionUnit.Daily => TimeSpan.FromDays(1),
            RepetitionUnit.Hourly => TimeSpan.FromHours(1),
            RepetitionUnit.Minutely => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromSeconds(1),
        };

    private static long Days(Repetition rule) =>
        rule.Unit switch
        {
            RepetitionUnit.Yearly when rule.Weekdays.IsEmpty && rule.Weeks.IsEmpty => Math.Max(
                rule.DaysOfYear.Length,
                Math.Max(1, rule.Months.Length) * Math.Max(1, rule.DaysOfMonth.Length)
            ),
            RepetitionUnit.Yearly => 366,
            RepetitionUnit.Monthly when rule.Weekdays.IsEmpty => Math.Max(
                1,
                rule.DaysOfMonth.Length
            ),
            RepetitionUnit.Monthly => 31,
            RepetitionUnit.Weekly => Math.Max(1, rule.Weekdays.Length),
            _ => 1,
        };

    /// <summary>What lies before need not be looked at, unless it has to be counted. A year's or month's times may lie before its step.</summary>
    private static DateTime First(Repetition rule, DateTime start, DateTime from)
    {
        var earlier = 2 * rule.Interval * Length(rule);
        return rule.Count is null && from - start > earlier ? from - earlier : start;
    }

    private static IEnumerable<DateTime> ByIcalNet(
        Repetition rule,
        DateTime start,
        DateTime from,
        DateTime to
    )
    {
        return new RecurrencePatternEvaluator(Written(rule, Floating(to + Length(rule))))
            .Evaluate(Floating(start), Floating(First(rule, start, from)), null)
            .Select(period => period.StartTime.Value)
            .Where(time => time < to)
            // Times of one year may come in another order, and twice.
            .Distinct()
            .Order();
    }

    /// <summary>The times of a step may lie before it, so the last one wanted may be of the step after; and it looks for a day more than it is told.</summary>
    private static TimeSpan Beyond(Repetition rule) => Length(rule) + TimeSpan.FromDays(1);

    private static CalDateTime Floating(DateTime time) => new(time, tzId: null);

    /// <summary>Without COUNT and UNTIL, which <see cref="Repetition"/> sees to: one counts the start, the other may be told by another clock.</summary>
    private static RecurrenceRule Written(Repetition rule, CalDateTime end)
    {
        var written = new RecurrenceRule
        {
            Frequency = Enum.Parse<FrequencyType>($"{rule.Unit}"),
            Interval = rule.Interval,
            Until = end,
            FirstDayOfWeek = rule.WeekStart,
        };
        written.ByMonth.AddRange(rule.Months);
        written.ByWeekNo.AddRange(rule.Weeks);
        written.ByYearDay.AddRange(rule.DaysOfYear);
        written.ByMonthDay.AddRange(rule.DaysOfMonth);
        written.ByHour.AddRange(rule.Hours);
        written.ByMinute.AddRange(rule.Minutes);
        written.BySecond.AddRange(rule.Seconds);
        written.BySetPosition.AddRange(rule.Positions);
        foreach (var day in rule.Weekdays)
            written.ByDay.Add(day.Nth == 0 ? new WeekDay(day.Day) : new WeekDay(day.Day, day.Nth));
        return written;
    }
}
