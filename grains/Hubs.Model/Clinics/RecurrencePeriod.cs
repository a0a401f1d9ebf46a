namespace Hubs.Model;

/// <summary>One day, week, month or year, numbered so that "every third" is arithmetic.</summary>
internal readonly record struct RecurrencePeriod(
    RecurrenceFrequency Frequency,
    int Number,
    DayOfWeek WeekStart
)
{
    public static RecurrencePeriod Of(
        RecurrenceFrequency frequency,
        DateOnly date,
        DayOfWeek weekStart
    ) =>
        new(
            frequency,
            frequency switch
            {
                RecurrenceFrequency.Daily => date.DayNumber,
                RecurrenceFrequency.Weekly => (date.DayNumber + 7 - DaysAfterMonday(weekStart)) / 7,
                RecurrenceFrequency.Monthly => date.Year * 12 + date.Month - 1,
                _ => date.Year,
            },
            weekStart
        );

    /// <summary>Its days in order, as far as the calendar goes.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            var (first, length) = Frequency switch
            {
                RecurrenceFrequency.Daily => (Number, 1),
                RecurrenceFrequency.Weekly => (Number * 7 - 7 + DaysAfterMonday(WeekStart), 7),
                RecurrenceFrequency.Monthly => (
                    new DateOnly(Number / 12, Number % 12 + 1, 1).DayNumber,
                    DateTime.DaysInMonth(Number / 12, Number % 12 + 1)
                ),
                _ => (
                    new DateOnly(Number, 1, 1).DayNumber,
                    DateTime.IsLeapYear(Number) ? 366 : 365
                ),
            };
            for (var day = Math.Max(first, 0); day < first + length; day++)
            {
                if (day > DateOnly.MaxValue.DayNumber)
                    yield break;
                yield return DateOnly.FromDayNumber(day);
            }
        }
    }

    // Day number 0, 1 January of the year 1, is a Monday.
    private static int DaysAfterMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
