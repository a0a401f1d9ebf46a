using System.Text;
using Hubs.Model;
using Hubs.Silo.Calendars;

namespace Hubs.Silo.Tests.Calendars;

/// <summary>
/// What reading somebody's calendar comes to, whoever wrote it. The samples are made up, in the shapes that the named programs export.
/// </summary>
public class CalendarReaderContract
{
    /// <summary>Sunday; the week after it is asked for.</summary>
    private static readonly DateOnly Sunday = new(2026, 11, 22);

    [Fact]
    public void A_Google_calendar_blocks_what_is_left_of_its_series_and_the_moved_time() =>
        Assert.Equal(["23/11 09:00-09:30", "25/11 14:00-15:00"], Sample("google"));

    [Fact]
    public void An_Outlook_calendar_reads_its_own_zone_and_leaves_out_what_is_marked_free() =>
        Assert.Equal(
            ["24/11 09:00-12:30", "25/11 15:00-15:30", "26/11 all day", "27/11 all day"],
            Sample("outlook")
        );

    [Fact]
    public void An_Apple_calendar_reads_floating_times_as_London_time_and_alarms_not_at_all() =>
        Assert.Equal(
            ["24/11 08:00-08:30", "24/11 12:00-13:30", "25/11 08:00-08:30", "26/11 18:30-19:00"],
            Sample("apple")
        );

    [Fact]
    public void A_Zoho_calendar_leaves_out_a_whole_date_and_moves_all_that_follow() =>
        Assert.Equal(
            [
                "22/11 09:00-10:00",
                "23/11 09:00-10:00",
                "24/11 09:00-10:00",
                "26/11 08:30-09:30",
                "27/11 08:30-09:30",
            ],
            Sample("zoho")
        );

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20261124", "22 23 24")]
    [InlineData("FREQ=DAILY;INTERVAL=3", "22 25 28")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU,TH", "22 24 26")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-5,-4", "22 26 27")]
    [InlineData("FREQ=MONTHLY;BYDAY=4WE", "22 25")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2,-1", "22 27")]
    [InlineData("FREQ=YEARLY;BYYEARDAY=330,-37", "22 26 25")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=48;BYDAY=WE,SA", "22 25 28")]
    [InlineData("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23", "22 23")]
    [InlineData("FREQ=HOURLY;INTERVAL=36", "22 23 25 26 28")]
    [InlineData("FREQ=MINUTELY;INTERVAL=2880;COUNT=3", "22 24 26")]
    [InlineData("FREQ=SECONDLY;INTERVAL=259200", "22 25 28")]
    [InlineData("FREQ=SECONDLY;BYDAY=WE;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "22 25")]
    [InlineData("FREQ=DAILY;COUNT=2;X-SOMETHING=1", "22 23")]
    public void Every_part_of_a_rule_counts(string rule, string days) =>
        Assert.Equal(
            days.Split(' ').Select(int.Parse).Order(),
            Read(Event("DTSTART:20261122T090000", "DURATION:PT1H", $"RRULE:{rule}"))
                .Busy.Select(time => time.Date.Day)
                .Distinct()
        );

    [Fact]
    public void A_series_keeps_its_wall_time_when_the_clocks_change()
    {
        var reading = Read(
            Event(
                "DTSTART;TZID=Europe/London:20260323T090000",
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY"
            ),
            new DateOnly(2026, 3, 23),
            days: 8
        );

        Assert.Equal(["23/03 09:00-10:00", "30/03 09:00-10:00"], Words(reading));
    }

    [Fact]
    public void A_time_elsewhere_moves_while_only_one_of_the_clocks_has_changed()
    {
        var reading = Read(
            Event(
                "DTSTART;TZID=America/New_York:20260302T090000",
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY"
            ),
            new DateOnly(2026, 3, 2),
            days: 29
        );

        Assert.Equal(
            [
                "02/03 14:00-15:00",
                "09/03 13:00-14:00",
                "16/03 13:00-14:00",
                "23/03 13:00-14:00",
                "30/03 14:00-15:00",
            ],
            Words(reading)
        );
    }

    [Fact]
    public void A_night_shift_takes_both_days() =>
        Assert.Equal(
            ["23/11 22:00-24:00", "24/11 00:00-06:00"],
            Words(Read(Event("DTSTART:20261123T220000", "DTEND:20261124T060000")))
        );

    [Fact]
    public void What_began_before_the_first_day_is_seen_from_the_first_day_on() =>
        Assert.Equal(
            ["22/11 all day", "23/11 00:00-12:00"],
            Words(Read(Event("DTSTART:20261001T080000", "DTEND:20261123T120000")))
        );

    [Fact]
    public void The_hour_that_comes_twice_takes_time_as_well()
    {
        var reading = Read(
            Event("DTSTART:20261025T003000Z", "DTEND:20261025T013000Z"),
            new DateOnly(2026, 10, 25)
        );

        Assert.Equal(["25/10 01:30-02:30"], Words(reading));
    }

    [Fact]
    public void A_published_list_of_busy_times_counts_all_but_the_free_ones() =>
        Assert.Equal(
            ["23/11 09:00-10:30", "24/11 13:00-14:00"],
            Words(
                Read(
                    "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nDTSTART:20261101T000000Z\r\nDTEND:20261201T000000Z\r\n"
                        + "FREEBUSY:20261123T090000Z/20261123T100000Z,20261123T100000Z/PT30M\r\n"
                        + "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T130000Z/PT1H\r\n"
                        + "FREEBUSY;FBTYPE=FREE:20261125T090000Z/PT8H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
                )
            )
        );

    [Fact]
    public void A_moved_time_may_come_from_a_week_nobody_asked_about() =>
        Assert.Equal(
            ["23/11 11:00-12:00"],
            Words(
                Read(
                    Calendar(
                        Entry(
                            "UID:a",
                            "DTSTART:20260101T090000Z",
                            "DURATION:PT1H",
                            "RRULE:FREQ=YEARLY"
                        ),
                        Entry(
                            "UID:a",
                            "RECURRENCE-ID:20270101T090000Z",
                            "DTSTART:20261123T110000Z",
                            "DURATION:PT1H"
                        )
                    )
                )
            )
        );

    [Fact]
    public void Of_the_same_entry_twice_the_newer_counts() =>
        Assert.Equal(
            ["24/11 09:00-10:00"],
            Words(
                Read(
                    Calendar(
                        Entry("UID:a", "SEQUENCE:4", "DTSTART:20261124T090000Z", "DURATION:PT1H"),
                        Entry("UID:a", "SEQUENCE:3", "DTSTART:20261123T090000Z", "DURATION:PT1H")
                    )
                )
            )
        );

    [Fact]
    public void What_cannot_be_read_is_said_and_the_rest_counts()
    {
        var reading = Read(
            Calendar(
                Entry("UID:a", "DTSTART:next Tuesday", "DURATION:PT1H"),
                Entry(
                    "UID:b",
                    "DTSTART:20261124T090000Z",
                    "DURATION:PT1H",
                    "RRULE:FREQ=FORTNIGHTLY"
                ),
                Entry("UID:c", "DTSTART;TZID=Mars/Phobos:20261125T090000", "DURATION:PT1H")
            )
        );

        Assert.Equal(["24/11 09:00-10:00", "25/11 09:00-10:00"], Words(reading));
        Assert.Equal(
            [
                "2 entries or dates could not be read and are left out.",
                "1 time names a time zone we do not know; we read it as London time.",
            ],
            reading.Notes.AsEnumerable()
        );
    }

    [Fact]
    public void Titles_places_and_people_leave_no_trace()
    {
        var reading = Read(
            Event(
                "DTSTART:20261123T090000Z",
                "DURATION:PT1H",
                "SUMMARY:Oncology follow-up",
                "LOCATION:Basildon",
                "ATTENDEE:mailto:someone@example.com"
            )
        );

        Assert.DoesNotContain(
            "Oncology",
            System.Text.Json.JsonSerializer.Serialize(reading),
            StringComparison.Ordinal
        );
        Assert.Single(reading.Busy);
    }

    internal static CalendarReading Read(string text, DateOnly? from = null, int days = 7) =>
        CalendarReader.Read(Encoding.UTF8.GetBytes(text), from ?? Sunday, days);

    internal static string Event(params string[] lines) => Calendar(Entry([.. lines, "UID:one"]));

    internal static string Entry(params IEnumerable<string> lines) =>
        $"BEGIN:VEVENT\r\n{string.Join("\r\n", lines)}\r\nEND:VEVENT\r\n";

    internal static string Calendar(params IEnumerable<string> entries) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Concat(entries)}END:VCALENDAR\r\n";

    private static IEnumerable<string> Sample(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Calendars", "samples", $"{name}.ics");
        var reading = CalendarReader.Read(File.ReadAllBytes(file), Sunday, 7);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Notes);
        return Words(reading);
    }

    private static IEnumerable<string> Words(CalendarReading reading) =>
        reading.Busy.Select(time =>
            time.Window == BusyTime.WholeDay ? $"{time.Date:dd/MM} all day"
            : time.Window.End == TimeOnly.MaxValue
                ? $"{time.Date:dd/MM} {time.Window.Start:HH:mm}-24:00"
            : $"{time.Date:dd/MM} {time.Window}"
        );
}
