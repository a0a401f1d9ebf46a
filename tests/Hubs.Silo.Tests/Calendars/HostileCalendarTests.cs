using System.Diagnostics;
using System.Text;
using Hubs.Model;
using Hubs.Silo.Calendars;

namespace Hubs.Silo.Tests.Calendars;

/// <summary>
/// Calendars made to hurt: each gets its answer within two seconds and without much memory. Processor time is what is held to that, so that a busy machine
/// fails nobody; hence nothing runs beside these tests.
/// </summary>
[Collection(nameof(HostileCalendarTests))]
public class HostileCalendarTests
{
    private const int MostMegabytes = 250;
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=SECONDLY;COUNT=2147483647")]
    [InlineData("FREQ=MINUTELY;BYSECOND=0,1,2,3,4,5,6,7,8,9")]
    [InlineData(
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,5,10,15,20,25,30,35;BYSECOND=0,10,20,30,40,50"
    )]
    public void A_rule_without_end_in_sight_is_refused(string rule) =>
        Assert.Equal(
            "calendar-too-much",
            InTime(
                CalendarReaderContract.Event(
                    "DTSTART:19700101T000000Z",
                    "DURATION:PT1S",
                    $"RRULE:{rule}"
                )
            ).Refusal?.Code
        );

    [Theory]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;INTERVAL=2147483647")]
    [InlineData("FREQ=SECONDLY;INTERVAL=2147483647")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO")]
    public void A_rule_that_never_matches_only_has_its_start(string rule)
    {
        var reading = InTime(
            CalendarReaderContract.Event(
                "DTSTART:20261123T090000Z",
                "DURATION:PT1H",
                $"RRULE:{rule}"
            )
        );

        Assert.Equal(new DateOnly(2026, 11, 23), Assert.Single(reading.Busy).Date);
    }

    [Fact]
    public void Ten_thousand_exceptions_are_all_taken_out()
    {
        var dates = Enumerable
            .Range(0, 10_000)
            .Select(i => $"{new DateTime(2000, 1, 1, 9, 0, 0).AddDays(i):yyyyMMdd'T'HHmmss}Z");
        var reading = InTime(
            CalendarReaderContract.Event(
                "DTSTART:20000101T090000Z",
                "DURATION:PT1H",
                "RRULE:FREQ=DAILY",
                $"EXDATE:{string.Join(',', dates)}"
            )
        );

        Assert.Equal(new DateOnly(2027, 5, 19), reading.Busy[0].Date);
    }

    [Fact]
    public void As_many_birthdays_as_are_allowed_are_read_in_time()
    {
        var entries = Enumerable
            .Range(0, 29_999)
            .Select(i =>
                CalendarReaderContract.Entry(
                    $"UID:{i}",
                    "DTSTART;VALUE=DATE:19510301",
                    "RRULE:FREQ=YEARLY"
                )
            );

        Assert.Single(InTime(CalendarReaderContract.Calendar(entries)).Busy);
    }

    [Fact]
    public void Thousands_of_daily_series_counted_from_long_ago_are_refused_in_time()
    {
        var entries = Enumerable
            .Range(0, 29_000)
            .Select(i =>
                CalendarReaderContract.Entry(
                    $"UID:{i}",
                    "DTSTART:19000101T000000",
                    "DURATION:PT1H",
                    "RRULE:FREQ=DAILY;COUNT=99999"
                )
            );

        Assert.Equal(
            "calendar-too-much",
            InTime(CalendarReaderContract.Calendar(entries)).Refusal?.Code
        );
    }

    [Fact]
    public void A_time_zone_that_changes_every_second_is_refused() =>
        Assert.Equal(
            "calendar-too-much",
            InTime(
                CalendarReaderContract.Calendar(
                    "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"
                        + "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
                    CalendarReaderContract.Entry(
                        "DTSTART;TZID=Mine:20261123T090000",
                        "DURATION:PT1H"
                    )
                )
            ).Refusal?.Code
        );

    [Fact]
    public void Thousands_of_made_up_time_zones_are_refused_in_time()
    {
        var entries = Enumerable
            .Range(0, 29_000)
            .Select(i =>
                CalendarReaderContract.Entry(
                    $"DTSTART;TZID=Zone{i}:20261123T090000",
                    "DURATION:PT1H"
                )
            );

        Assert.Equal(
            "calendar-too-much",
            InTime(CalendarReaderContract.Calendar(entries)).Refusal?.Code
        );
    }

    [Theory]
    [InlineData("../../../../dev/zero")]
    [InlineData("/dev/random")]
    [InlineData("")]
    [InlineData("\"..\"")]
    public void A_time_zone_that_is_a_path_is_only_an_unknown_zone(string zone) =>
        Assert.Contains(
            "time zone we do not know",
            Assert.Single(
                InTime(
                    CalendarReaderContract.Event(
                        $"DTSTART;TZID={zone}:20261123T090000",
                        "DURATION:PT1H"
                    )
                ).Notes
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Pieces_nested_without_end_are_refused() =>
        Assert.Equal(
            "calendar-damaged",
            InTime(
                "BEGIN:VCALENDAR\r\n"
                    + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\r\n", 500_000))
            ).Refusal?.Code
        );

    [Fact]
    public void A_calendar_cut_short_is_refused_because_what_is_missing_would_look_free() =>
        Assert.Equal(
            "This calendar ends in the middle: part of it is missing. Export it again.",
            InTime(
                CalendarReaderContract
                    .Event("DTSTART:20261123T090000Z", "DURATION:PT1H")
                    .Replace("END:VCALENDAR\r\n", "", StringComparison.Ordinal)
            ).Refusal?.Sentence
        );

    [Fact]
    public void A_line_of_nine_megabytes_does_no_harm() =>
        Assert.Single(
            InTime(
                CalendarReaderContract.Event(
                    "DTSTART:20261123T090000Z",
                    "DURATION:PT1H",
                    $"DESCRIPTION:{new string('x', 9_000_000)}"
                )
            ).Busy
        );

    [Fact]
    public void Millions_of_folds_do_no_harm() =>
        Assert.Single(
            InTime(
                CalendarReaderContract.Event(
                    "DTSTART:20261123T090000Z",
                    "DURATION:PT1H",
                    "DESCRIPTION:" + string.Concat(Enumerable.Repeat("\r\n x", 2_000_000))
                )
            ).Busy
        );

    [Fact]
    public void A_rule_of_a_million_numbers_is_left_out() =>
        Assert.Equal(
            ["1 entry or date could not be read and is left out."],
            InTime(
                CalendarReaderContract.Event(
                    "DTSTART:20261123T090000Z",
                    "DURATION:PT1H",
                    $"RRULE:FREQ=DAILY;BYMONTH={string.Join(',', Enumerable.Repeat("1", 1_000_000))}"
                )
            )
                .Notes.AsEnumerable()
        );

    [Fact]
    public void A_file_over_the_limit_is_refused() =>
        Assert.Equal(
            "This calendar is larger than 10 MB. Export it again with fewer past years.",
            CalendarReader
                .Read(new byte[CalendarReader.MostBytes + 1], Today, 366)
                .Refusal?.Sentence
        );

    [Fact]
    public void A_thousand_years_of_one_appointment_fill_the_days_asked_for() =>
        Assert.Equal(
            366,
            InTime(
                CalendarReaderContract.Event("DTSTART:10000101T000000Z", "DTEND:99990101T000000Z")
            ).Busy.Length
        );

    [Fact]
    public void Bytes_that_are_no_characters_do_not_matter()
    {
        var file = Encoding.Latin1.GetBytes(
            CalendarReaderContract.Event(
                "DTSTART:20261123T090000Z",
                "DURATION:PT1H",
                "SUMMARY:Caf\u00e9 \u0000 \u00ff"
            )
        );

        Assert.Single(CalendarReader.Read(file, Today, 366).Busy);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_with_a_byte_order_mark_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file =
        [
            .. encoding.GetPreamble(),
            .. encoding.GetBytes(
                CalendarReaderContract.Event("DTSTART:20261123T090000Z", "DURATION:PT1H")
            ),
        ];

        Assert.Single(CalendarReader.Read(file, Today, 366).Busy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><title>Sign in</title>")]
    [InlineData("BEGIN:VCARD\r\nEND:VCARD\r\n")]
    [InlineData("BEGIN:VCALENDAR")]
    public void What_is_no_calendar_is_refused(string text) =>
        Assert.Contains(InTime(text).Refusal?.Code, new[] { "not-a-calendar", "calendar-damaged" });

    [Fact]
    public void Random_bytes_never_break_the_reader()
    {
        var dice = new Random(1);
        var good = Encoding.UTF8.GetBytes(
            CalendarReaderContract.Event(
                "DTSTART;TZID=Europe/London:20261123T090000",
                "DTEND:20261123T100000Z",
                "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20271231T000000Z",
                "EXDATE:20261124T090000",
                "RDATE;VALUE=PERIOD:20261127T090000Z/PT1H"
            )
        );
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var j = dice.Next(1, 6); j > 0; j--)
                bytes[dice.Next(15, bytes.Length)] = (byte)dice.Next(256);
            var reading = CalendarReader.Read(bytes, Today, 30);
            Assert.True(reading.Refusal is null || reading.Busy.IsEmpty);
        }
    }

    private static CalendarReading InTime(string text)
    {
        var file = Encoding.UTF8.GetBytes(text);
        using var process = Process.GetCurrentProcess();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = process.TotalProcessorTime;

        var reading = CalendarReader.Read(file, Today, 366);

        process.Refresh();
        Assert.InRange(process.TotalProcessorTime - began, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before,
            0,
            MostMegabytes * 1024L * 1024L
        );
        return reading;
    }
}

[CollectionDefinition(nameof(HostileCalendarTests), DisableParallelization = true)]
public class AloneOnTheProcessor;
