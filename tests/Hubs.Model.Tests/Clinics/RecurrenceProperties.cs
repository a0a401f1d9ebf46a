using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Hubs.Model.Tests.Clinics;

/// <summary>Random rules against a reader of the standard that knows no arithmetic: it walks every day and counts on its fingers.</summary>
public class RecurrenceProperties
{
    private sealed record Example(RecurrenceRule Rule, DateOnly Start, DateOnly From, DateOnly To);

    [Fact]
    public void Dates_are_those_found_by_walking_day_by_day() =>
        Check(example =>
            example
                .Rule.Dates(example.Start, example.From, example.To)
                .SequenceEqual(Walk(example.Rule, example.Start, example.From, example.To))
        );

    [Fact]
    public void Printing_and_reading_back_loses_nothing() =>
        Check(example =>
            RecurrenceRule.TryParse(example.Rule.ToString(), out var read, out _)
            && read == example.Rule
            && read.Dates(example.Start, example.From, example.To)
                .SequenceEqual(example.Rule.Dates(example.Start, example.From, example.To))
        );

    [Fact]
    public void Asking_week_by_week_gives_the_same_as_asking_at_once() =>
        Check(example =>
        {
            var whole = example.Rule.Dates(example.Start, example.From, example.To);
            var pieces = new List<DateOnly>();
            for (var from = example.From; from <= example.To; from = from.AddDays(7))
            {
                var to = from.AddDays(6) < example.To ? from.AddDays(6) : example.To;
                pieces.AddRange(example.Rule.Dates(example.Start, from, to));
            }
            return whole.SequenceEqual(pieces);
        });

    private static void Check(Func<Example, bool> holds) =>
        Prop.ForAll(Examples().ToArbitrary(), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static IEnumerable<DateOnly> Walk(
        RecurrenceRule rule,
        DateOnly start,
        DateOnly from,
        DateOnly to
    )
    {
        var count = 0;
        var period = 0;
        for (var day = start; day <= to; day = day.AddDays(1))
        {
            if (day != start && BeginsPeriod(rule, day))
                period++;
            if (period % rule.Interval != 0 || !Fits(rule, start, day))
                continue;
            count++;
            if (count > (rule.Count ?? int.MaxValue) || day > (rule.Until?.Date ?? to))
                yield break;
            if (day >= from)
                yield return day;
        }
    }

    private static bool BeginsPeriod(RecurrenceRule rule, DateOnly day) =>
        rule.Frequency switch
        {
            RecurrenceFrequency.Daily => true,
            RecurrenceFrequency.Weekly => day.DayOfWeek == rule.WeekStart,
            RecurrenceFrequency.Monthly => day.Day == 1,
            _ => day.DayOfYear == 1,
        };

    private static bool Fits(RecurrenceRule rule, DateOnly start, DateOnly day)
    {
        var unsaid = rule.ByDay.IsEmpty && rule.ByMonthDay.IsEmpty;
        if (rule.ByMonth.Length > 0 && !rule.ByMonth.Contains(day.Month))
            return false;
        if (unsaid)
            return rule.Frequency switch
            {
                RecurrenceFrequency.Daily => true,
                RecurrenceFrequency.Weekly => day.DayOfWeek == start.DayOfWeek,
                RecurrenceFrequency.Monthly => day.Day == start.Day,
                _ => day.Day == start.Day && (rule.ByMonth.Length > 0 || day.Month == start.Month),
            };
        var last = new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);
        var fitsMonthDay =
            rule.ByMonthDay.IsEmpty
            || rule.ByMonthDay.Any(d => d > 0 ? day.Day == d : day == last.AddDays(d + 1));
        return fitsMonthDay && (rule.ByDay.IsEmpty || rule.ByDay.Any(d => IsNth(rule, day, d)));
    }

    private static bool IsNth(RecurrenceRule rule, DateOnly day, NthWeekday wanted)
    {
        if (day.DayOfWeek != wanted.Day)
            return false;
        if (wanted.Nth == 0)
            return true;
        var inYear = rule.Frequency == RecurrenceFrequency.Yearly && rule.ByMonth.IsEmpty;
        var nth = 1;
        var week = wanted.Nth > 0 ? -7 : 7;
        for (var other = day.AddDays(week); SameStretch(other); other = other.AddDays(week))
            nth++;
        return nth == Math.Abs(wanted.Nth);

        bool SameStretch(DateOnly other) =>
            other.Year == day.Year && (inYear || other.Month == day.Month);
    }

    private static Gen<Example> Examples() =>
        from rule in Rules()
        from start in Dates()
        from lead in Gen.Choose(-30, 500)
        from length in Gen.Choose(0, 800)
        from until in Gen.Choose(0, 900)
        from ends in Gen.Choose(0, 3)
        select new Example(
            ends == 1 ? rule with { Until = new RecurrenceEnd(start.AddDays(until)) }
                : ends == 2 ? rule with { Count = until % 60 + 1 }
                : rule,
            start,
            start.AddDays(lead),
            start.AddDays(lead + length)
        );

    private static Gen<RecurrenceRule> Rules() =>
        from frequency in Gen.Elements(Enum.GetValues<RecurrenceFrequency>())
        from interval in Gen.Frequency((3, Gen.Constant(1)), (4, Gen.Choose(2, 5)))
        from weekStart in Gen.Elements(Enum.GetValues<DayOfWeek>())
        from months in Some(Gen.Choose(1, 12), 5)
        from monthDays in Some(Gen.Choose(-31, 31).Where(day => day != 0), 3)
        from days in Some(Days(frequency, months.IsEmpty), 2)
        select new RecurrenceRule
        {
            Frequency = frequency,
            Interval = interval,
            WeekStart = weekStart,
            ByMonth = months,
            ByMonthDay = frequency == RecurrenceFrequency.Weekly ? [] : monthDays,
            ByDay = days,
        };

    private static Gen<NthWeekday> Days(RecurrenceFrequency frequency, bool anyMonth)
    {
        var most = frequency switch
        {
            RecurrenceFrequency.Daily or RecurrenceFrequency.Weekly => 0,
            RecurrenceFrequency.Yearly when anyMonth => 53,
            _ => 5,
        };
        return from nth in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(-most, most)))
            from day in Gen.Elements(Enum.GetValues<DayOfWeek>())
            select new NthWeekday(nth, day);
    }

    /// <summary>Usually none, else one to three different ones.</summary>
    private static Gen<ImmutableArray<T>> Some<T>(Gen<T> one, int noneWeight) =>
        Gen.Frequency(
            (noneWeight, Gen.Constant(ImmutableArray<T>.Empty)),
            (
                2,
                from size in Gen.Choose(1, 3)
                from items in one.ArrayOf(size)
                select items.Distinct().ToImmutableArray()
            )
        );

    private static Gen<DateOnly> Dates() =>
        from day in Gen.Choose(0, 3_000)
        select new DateOnly(2023, 12, 25).AddDays(day);
}
