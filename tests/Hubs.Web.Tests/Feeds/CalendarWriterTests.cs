using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hubs.Model;
using Hubs.Web.Feeds.ICalendar;

namespace Hubs.Web.Tests.Feeds;

public class CalendarWriterTests
{
    private static readonly CalendarEvent Diabetes = new()
    {
        Uid = "til-diabetes.2026-W48.2@hubs",
        Sequence = 0,
        ChangedAt = new DateTimeOffset(2026, 11, 20, 14, 5, 9, TimeSpan.Zero),
        Date = new DateOnly(2026, 11, 24),
        Window = new TimeWindow(new TimeOnly(9, 0), new TimeOnly(12, 0)),
        Summary = "Diabetes check",
        Location = "Room C1, Tilbury & Chadwell, Civic Square, Tilbury RM18 8AD",
        Categories = ["Nursing"],
    };

    [Fact]
    public void A_session_is_written_as_the_standard_asks() =>
        Assert.Contains(
            """
            BEGIN:VEVENT
            UID:til-diabetes.2026-W48.2@hubs
            SEQUENCE:0
            DTSTAMP:20261120T140509Z
            LAST-MODIFIED:20261120T140509Z
            DTSTART;TZID=Europe/London:20261124T090000
            DTEND;TZID=Europe/London:20261124T120000
            SUMMARY:Diabetes check
            LOCATION:Room C1\, Tilbury & Chadwell\, Civic Square\, Tilbury RM18 8AD
            CATEGORIES:Nursing
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            END:VEVENT

            """.ReplaceLineEndings("\r\n"),
            Text(Diabetes)
        );

    [Fact]
    public void Every_line_is_at_most_75_octets_ends_in_CR_LF_and_stays_whole_characters()
    {
        var text = Text(
            Diabetes with
            {
                Summary = string.Concat(Enumerable.Repeat("Blåbær 🩺 ", 40)),
            }
        );

        var lines = text.Split("\r\n");
        Assert.DoesNotContain(lines, line => line.Contains('\n') || line.Contains('\r'));
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains(lines, line => Encoding.UTF8.GetByteCount(line) >= 72); // not folded early
        Assert.DoesNotContain('\uFFFD', text);
        Assert.EndsWith("END:VCALENDAR\r\n", text);
    }

    [Fact]
    public void The_same_feed_is_the_same_bytes() =>
        Assert.Equal(CalendarWriter.Write(Feed(Diabetes)), CalendarWriter.Write(Feed(Diabetes)));

    [Fact]
    public void A_calendar_program_reads_back_every_field()
    {
        var events = Gen.Sample(AnyEvent(), 300)
            .Select((item, n) => item with { Uid = $"s{n}@hubs" });
        ImmutableArray<CalendarEvent> written = [.. events];

        var read = CalendarClient.Read(CalendarWriter.Write(Feed([.. written])));

        Assert.Equal("Tilbury: what's on", read.Name);
        Assert.Equal(written.Select(AsRead), read.Events.Select(Readable));
    }

    [Theory]
    [InlineData("2026-03-29", "01:30", "2026-03-29T01:30:00Z")] // skipped: 02:30 summer time
    [InlineData("2026-03-29", "09:00", "2026-03-29T08:00:00Z")]
    [InlineData("2026-10-25", "01:30", "2026-10-25T00:30:00Z")] // twice: the first
    [InlineData("2026-10-25", "09:00", "2026-10-25T09:00:00Z")]
    [InlineData("2026-07-14", "09:00", "2026-07-14T08:00:00Z")]
    public void A_calendar_program_shows_the_instant_the_hub_means(
        string date,
        string time,
        string instant
    )
    {
        var session = Diabetes with
        {
            Date = DateOnly.Parse(date, null),
            Window = TimeWindow.Of(TimeOnly.Parse(time, null), TimeSpan.FromHours(3)),
        };

        var read = CalendarClient.Read(CalendarWriter.Write(Feed(session))).Events.Single();

        Assert.Equal(DateTimeOffset.Parse(instant, null), read.Start);
        Assert.Equal(UkCalendar.Instants(session.Date, session.Window).End, read.End);
    }

    private static object AsRead(CalendarEvent item)
    {
        var (start, end) = UkCalendar.Instants(item.Date, item.Window);
        return (
            item.Uid,
            item.Sequence,
            item.ChangedAt,
            Clean(item.Summary),
            Clean(item.Description),
            Clean(item.Location),
            string.Join('|', item.Categories),
            item.IsCancelled ? "CANCELLED" : "CONFIRMED",
            "Europe/London",
            item.Date.ToDateTime(item.Window.Start),
            start.ToUniversalTime(),
            end.ToUniversalTime()
        );
    }

    private static object Readable(ReadEvent item) =>
        (
            item.Uid,
            item.Sequence,
            item.ChangedAt,
            item.Summary,
            item.Description,
            item.Location,
            string.Join('|', item.Categories),
            item.Status,
            item.Zone,
            DateTime.Parse(item.WallStart, null),
            item.Start,
            item.End
        );

    private static string Clean(string text) => text.ReplaceLineEndings("\n");

    private static Gen<CalendarEvent> AnyEvent() =>
        from day in Gen.Choose(0, 1_000)
        from start in Gen.Choose(7 * 12, 18 * 12)
        from length in Gen.Choose(1, 48)
        from sequence in Gen.Choose(0, 20)
        from second in Gen.Choose(0, 10_000_000)
        from isCancelled in Gen.Elements(true, false)
        from texts in AnyText().ArrayOf(3)
        select Diabetes with
        {
            Date = new DateOnly(2026, 1, 1).AddDays(day),
            Window = TimeWindow.Of(
                TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(start * 5)),
                TimeSpan.FromMinutes(length * 5)
            ),
            Sequence = sequence,
            ChangedAt = Diabetes.ChangedAt.AddSeconds(second),
            IsCancelled = isCancelled,
            Summary = texts[0],
            Description = texts[1],
            Location = texts[2],
        };

    /// <summary>Made of the pieces that writers get wrong.</summary>
    private static Gen<string> AnyText() =>
        from pieces in Gen.Elements(
                "Room",
                "C1",
                ",",
                ";",
                ":",
                "\\",
                "\\n",
                "\n",
                "\"",
                "é",
                "ŵ",
                "漢字",
                "🩺",
                "  ",
                "=",
                "^",
                "session"
            )
            .NonEmptyListOf()
        select "x" + string.Concat(pieces) + "x";

    private static string Text(CalendarEvent item) =>
        Encoding.UTF8.GetString(CalendarWriter.Write(Feed(item)));

    private static CalendarFeed Feed(params ImmutableArray<CalendarEvent> events) =>
        new("Tilbury: what's on", "Sessions open to everybody", events);
}
