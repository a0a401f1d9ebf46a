using System.Globalization;

namespace Hubs.Model.Tests.Clinics;

public class RecurrenceRuleTests
{
    // Examples of RFC 5545, section 3.8.5.3, with the dates it prints (those after the first few left out).
    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", "1997-09-02", "1997-09-02 1997-09-03 1997-09-04")]
    [InlineData(
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        "1997-09-02",
        "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"
    )]
    [InlineData("FREQ=WEEKLY;COUNT=3", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16")]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "1997-09-02",
        "1997-09-02 1997-09-16 1997-09-30 1997-10-14"
    )]
    [InlineData(
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02 1997-10-07"
    )]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16"
    )]
    [InlineData(
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "1997-09-05",
        "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05"
    )]
    [InlineData(
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997-09-07",
        "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31"
    )]
    [InlineData(
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "1997-09-22",
        "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6",
        "1997-09-28",
        "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"
    )]
    [InlineData(
        "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1,-1",
        "1997-09-30",
        "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5",
        "1997-09-02",
        "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=4",
        "1997-09-13",
        "1997-09-13 1997-10-11 1997-11-08 1997-12-13"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
        "2007-01-15",
        "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"
    )]
    [InlineData(
        "FREQ=YEARLY;COUNT=4;BYMONTH=6,7",
        "1997-06-10",
        "1997-06-10 1997-07-10 1998-06-10 1998-07-10"
    )]
    [InlineData("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17")]
    [InlineData(
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4",
        "1997-03-13",
        "1997-03-13 1997-03-20 1997-03-27 1998-03-05"
    )]
    [InlineData(
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
        "1996-11-05",
        "1996-11-05 2000-11-07 2004-11-02"
    )]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08-05",
        "1997-08-05 1997-08-10 1997-08-19 1997-08-24"
    )]
    [InlineData(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08-05",
        "1997-08-05 1997-08-17 1997-08-19 1997-08-31"
    )]
    public void Examples_of_the_standard_give_its_dates(string text, string start, string expected)
    {
        var dates = expected.Split(' ').Select(Date).ToList();

        var found = Rule(text).Dates(Date(start), Date(start), DateOnly.MaxValue).Take(dates.Count);

        Assert.Equal(dates, found);
    }

    [Theory]
    [InlineData("FREQ=MONTHLY", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31")]
    [InlineData("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29")]
    public void A_date_the_month_does_not_have_is_left_out(
        string text,
        string start,
        string dates
    ) =>
        Assert.Equal(
            dates.Split(' ').Select(Date),
            Rule(text).Dates(Date(start), Date(start), DateOnly.MaxValue).Take(3)
        );

    [Theory]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;COUNT=2")]
    public void A_rule_that_never_matches_comes_back_empty(string text) =>
        Assert.Empty(Rule(text).Dates(Date("2026-01-01"), DateOnly.MinValue, DateOnly.MaxValue));

    [Fact]
    public void The_end_of_the_calendar_ends_a_series() =>
        Assert.Equal(
            [Date("9999-12-24"), Date("9999-12-31")],
            Rule("FREQ=WEEKLY").Dates(Date("9999-12-24"), DateOnly.MinValue, DateOnly.MaxValue)
        );

    [Fact]
    public void A_start_that_does_not_fit_is_not_a_date_of_the_series() =>
        Assert.Equal(
            Date("2026-11-24"),
            Rule("FREQ=WEEKLY;BYDAY=TU")
                .Dates(Date("2026-11-23"), DateOnly.MinValue, DateOnly.MaxValue)
                .First()
        );

    [Theory]
    // Midnight UTC on 1 July is already 01:00 in London; 23:30 UTC on 30 June is 00:30 on 1 July.
    [InlineData("20260630T233000Z", "2026-07-01")]
    [InlineData("20260630T223000Z", "2026-06-30")]
    [InlineData("20261231T233000Z", "2026-12-31")]
    [InlineData("20260630T233000", "2026-06-30")]
    public void An_end_in_UTC_ends_on_the_London_day(string until, string last) =>
        Assert.Equal(
            Date(last),
            Rule($"FREQ=DAILY;UNTIL={until}")
                .Dates(Date(last).AddDays(-3), Date("2026-01-01"), DateOnly.MaxValue)
                .Last()
        );

    private static RecurrenceRule Rule(string text) =>
        RecurrenceRule.TryParse(text, out var rule, out var faults)
            ? rule
            : throw new ArgumentException(string.Join("; ", faults));

    private static DateOnly Date(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
