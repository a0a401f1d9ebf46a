using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Tests.Feeds;

public class RecurrenceAgainstClientTests
{
    [Fact]
    public void A_calendar_program_finds_the_same_dates_as_we_do()
    {
        var to = new DateOnly(2029, 12, 31);
        var asked = (
            from rule in Rules()
            let start = rule.Dates(new DateOnly(2026, 11, 22), DateOnly.MinValue, to)
                .FirstOrDefault()
            where start != default // from a date that fits: what else it might mean is left open by the standard
            select (rule, start)
        ).ToList();

        var theirs = CalendarClient.Expand(
            asked.Select(a => new RuleToExpand(Iso(a.start), a.rule.ToString(), Iso(to)))
        );

        Assert.True(asked.Count > 300, $"only {asked.Count} rules");
        Assert.All(
            asked.Zip(theirs),
            pair =>
                Assert.Equal(
                    (pair.First.rule.ToString(), string.Join(' ', pair.Second)),
                    (
                        pair.First.rule.ToString(),
                        string.Join(
                            ' ',
                            pair.First.rule.Dates(pair.First.start, pair.First.start, to)
                                .Select(Iso)
                        )
                    )
                )
        );
    }

    /// <summary>
    /// Every combination of these, which between them use every part of a rule. Left out, because ical.js 2.2.1 departs from the standard's
    /// own examples there: a yearly "20MO", and days from the month's end with FREQ=DAILY.
    /// </summary>
    private static IEnumerable<RecurrenceRule> Rules() =>
        from pattern in new[]
        {
            "FREQ=DAILY",
            "FREQ=DAILY;BYDAY=MO,WE,FR",
            "FREQ=DAILY;BYMONTH=1,6",
            "FREQ=DAILY;BYMONTHDAY=1,15,28",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=TU",
            "FREQ=WEEKLY;BYDAY=TU,TH,SU",
            "FREQ=WEEKLY;BYDAY=MO,SA",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYMONTHDAY=1,-1",
            "FREQ=MONTHLY;BYDAY=1MO",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYDAY=2TU,4TU",
            "FREQ=MONTHLY;BYDAY=5WE",
            "FREQ=MONTHLY;BYDAY=TH",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=10",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "FREQ=YEARLY;BYMONTH=5,11;BYDAY=MO",
        }
        from interval in new[] { 1, 2, 3 }
        from weekStart in new[] { "MO", "SU", "WE" }
        from end in new[] { "", ";COUNT=7", ";UNTIL=20280229" }
        let text = $"{pattern};INTERVAL={interval};WKST={weekStart}{end}"
        select RecurrenceRule.TryParse(text, out var rule, out var faults)
            ? rule
            : throw new InvalidOperationException($"{text}: {string.Join("; ", faults)}");

    private static string Iso(DateOnly date) =>
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
