namespace Hubs.Model.Tests.Clinics;

public class RecurrenceTextTests
{
    [Theory]
    [InlineData("", "FREQ is missing: begin with FREQ=WEEKLY, say")]
    [InlineData("RRULE:FREQ=DAILY", "leave out 'RRULE:' and begin with FREQ=")]
    [InlineData(
        "FREQ=FORTNIGHTLY",
        "FREQ=FORTNIGHTLY is not DAILY, WEEKLY, MONTHLY or YEARLY (write FREQ=WEEKLY;INTERVAL=2)"
    )]
    [InlineData("FREQ=WEEKLY;BYDAY", "'BYDAY' is not NAME=VALUE, such as FREQ=WEEKLY")]
    [InlineData("FREQ=WEEKLY;FREQ=DAILY", "FREQ is given twice; give it once")]
    [InlineData("FREQ=WEEKLY;INTERVAL=0", "INTERVAL '0' is not a number from 1 to 999")]
    [InlineData("FREQ=WEEKLY;INTERVAL=two", "INTERVAL 'TWO' is not a number from 1 to 999")]
    [InlineData("FREQ=WEEKLY;COUNT=-1", "COUNT '-1' is not a number from 1 to 10000")]
    [InlineData(
        "FREQ=WEEKLY;BYDAY=TUE",
        "BYDAY 'TUE' is not a weekday: TU, or 1TU for the first and -1TU for the last of a month"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYDAY=0MO",
        "BYDAY '0MO' is not a weekday: TU, or 1TU for the first and -1TU for the last of a month"
    )]
    [InlineData("FREQ=WEEKLY;BYDAY=1TU", "BYDAY '1TU' needs FREQ=MONTHLY; with WEEKLY write TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=6TU", "BYDAY '6TU': there are at most 5, so -5 to 5")]
    [InlineData(
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "BYMONTHDAY '32' is not a number from -31 to 31 (not 0; -1 is the last)"
    )]
    [InlineData(
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "BYMONTHDAY does not go with FREQ=WEEKLY; use FREQ=MONTHLY or BYDAY"
    )]
    [InlineData(
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
        "COUNT and UNTIL cannot both be given; leave one out"
    )]
    [InlineData(
        "FREQ=WEEKLY;UNTIL=31/12/2026",
        "UNTIL=31/12/2026 is not a date: write 20261231 or 20261231T235959Z"
    )]
    [InlineData(
        "FREQ=WEEKLY;UNTIL=20260230",
        "UNTIL=20260230 is not a date: write 20261231 or 20261231T235959Z"
    )]
    [InlineData(
        "FREQ=WEEKLY;WKST=XX",
        "WKST=XX is not a weekday: one of SU, MO, TU, WE, TH, FR, SA"
    )]
    [InlineData(
        "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR",
        "BYSETPOS is not understood here: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, WKST, COUNT and UNTIL are (the last Friday of a month is BYDAY=-1FR)"
    )]
    public void A_faulty_rule_says_what_would_be_right(string text, string fault)
    {
        Assert.False(RecurrenceRule.TryParse(text, out var rule, out var faults));

        Assert.Null(rule);
        Assert.Equal(fault, Assert.Single(faults));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        _ = RecurrenceRule.TryParse("FREQ=WEEKLY;INTERVAL=0;BYDAY=XX,1TU", out _, out var faults);

        Assert.Equal(3, faults.Length);
    }

    [Theory]
    [InlineData("freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU")]
    [InlineData("BYDAY=TU,TU;FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY;BYDAY=TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU")]
    [InlineData(" FREQ=DAILY;UNTIL=20261231T235959Z; ", "FREQ=DAILY;UNTIL=20261231T235959Z")]
    public void Rules_that_mean_the_same_print_the_same(string text, string printed)
    {
        Assert.True(RecurrenceRule.TryParse(text, out var rule, out _));

        Assert.Equal(printed, rule.ToString());
    }
}
