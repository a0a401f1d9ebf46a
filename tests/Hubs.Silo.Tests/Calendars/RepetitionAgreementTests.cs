using System.Globalization;
using Hubs.Model;

namespace Hubs.Silo.Tests.Calendars;

/// <summary>Clinics repeat by the model's own rule, other people's calendars by the reader's: one text must not mean two things.</summary>
public class RepetitionAgreementTests
{
    private static readonly DateOnly From = new(2026, 11, 22);
    private const int Days = 800;

    [Fact]
    public void Rules_that_clinics_know_find_the_same_days_in_a_calendar() =>
        Assert.All(
            Rules(),
            text =>
            {
                Assert.True(RecurrenceRule.TryParse(text, out var rule, out _), text);
                var start = rule.Dates(
                        new DateOnly(2026, 2, 3),
                        DateOnly.MinValue,
                        From.AddDays(Days)
                    )
                    .First();
                Assert.Equal(
                    new RecurrenceSeries
                    {
                        Rule = rule,
                        StartsOn = start,
                        Window = new TimeWindow(new TimeOnly(9, 0), new TimeOnly(10, 0)),
                    }
                        .Between(From, From.AddDays(Days - 1))
                        .Select(occurrence => occurrence.Date),
                    CalendarReaderContract
                        .Read(
                            CalendarReaderContract.Event(
                                $"DTSTART:{start.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}T090000",
                                "DURATION:PT1H",
                                $"RRULE:{text}"
                            ),
                            From,
                            Days
                        )
                        .Busy.Select(time => time.Date)
                );
            }
        );

    private static IEnumerable<string> Rules() =>
        from pattern in new[]
        {
            "FREQ=DAILY",
            "FREQ=DAILY;BYDAY=MO,WE,FR",
            "FREQ=DAILY;BYMONTH=1,6",
            "FREQ=DAILY;BYMONTHDAY=1,15,-2",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=TU,TH,SU",
            "FREQ=WEEKLY;BYMONTH=1,2,12;BYDAY=MO,SA",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYMONTHDAY=1,-1",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYDAY=2TU,4TU",
            "FREQ=MONTHLY;BYDAY=TH",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=10",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "FREQ=YEARLY;BYDAY=20MO,-10WE",
        }
        from interval in new[] { 1, 2, 3, 5 }
        from weekStart in new[] { "MO", "SU", "WE" }
        from end in new[] { "", ";COUNT=17", ";UNTIL=20280229", ";UNTIL=20280229T085959Z" }
        select $"{pattern};INTERVAL={interval};WKST={weekStart}{end}";
}
