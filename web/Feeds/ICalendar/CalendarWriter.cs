using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Feeds.ICalendar;

/// <summary>A feed as RFC 5545 writes it. The same feed is always the same bytes, so its hash serves as ETag.</summary>
public static class CalendarWriter
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string ZoneId = "Europe/London";

    public static byte[] Write(CalendarFeed feed)
    {
        var lines = new ContentLines();
        lines.Add("BEGIN", "VCALENDAR");
        lines.Add("VERSION", "2.0");
        lines.Add("PRODID", "-//Hubs//Integrated Healthy Living Centres//EN");
        lines.Add("CALSCALE", "GREGORIAN");
        lines.Add("METHOD", "PUBLISH");
        // RFC 7986 and the older names that calendars in use still read.
        lines.AddText("NAME", feed.Name);
        lines.AddText("X-WR-CALNAME", feed.Name);
        lines.AddText("DESCRIPTION", feed.Description);
        lines.AddText("X-WR-CALDESC", feed.Description);
        lines.Add("X-WR-TIMEZONE", ZoneId);
        lines.Add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        lines.Add("X-PUBLISHED-TTL", "PT1H");
        if (feed.Address is { } address)
            lines.Add("SOURCE;VALUE=URI", address.AbsoluteUri);
        WriteLondon(lines);
        foreach (var item in feed.Events)
            Write(item, lines);
        lines.Add("END", "VCALENDAR");
        return lines.ToBytes();
    }

    private static void Write(CalendarEvent item, ContentLines lines)
    {
        lines.Add("BEGIN", "VEVENT");
        lines.AddText("UID", item.Uid);
        lines.Add("SEQUENCE", item.Sequence.ToString(CultureInfo.InvariantCulture));
        lines.Add("DTSTAMP", Utc(item.ChangedAt));
        lines.Add("LAST-MODIFIED", Utc(item.ChangedAt));
        var (start, end) = UkCalendar.Instants(item.Date, item.Window);
        WriteTime(lines, "DTSTART", start);
        WriteTime(lines, "DTEND", end);
        lines.AddText("SUMMARY", item.Summary);
        if (item.Description.Length > 0)
            lines.AddText("DESCRIPTION", item.Description);
        if (item.Location.Length > 0)
            lines.AddText("LOCATION", item.Location);
        if (!item.Categories.IsEmpty)
            lines.Add("CATEGORIES", string.Join(',', item.Categories.Select(ContentLines.Escape)));
        lines.Add("STATUS", item.IsCancelled ? "CANCELLED" : "CONFIRMED");
        lines.Add("TRANSP", item.IsCancelled ? "TRANSPARENT" : "OPAQUE");
        lines.Add("END", "VEVENT");
    }

    /// <summary>The rule since 1996, under which every session falls.</summary>
    private static void WriteLondon(ContentLines lines)
    {
        lines.Add("BEGIN", "VTIMEZONE");
        lines.Add("TZID", ZoneId);
        WriteChange(lines, "DAYLIGHT", "BST", "+0000", "+0100", "19960331T010000", month: 3);
        WriteChange(lines, "STANDARD", "GMT", "+0100", "+0000", "19961027T020000", month: 10);
        lines.Add("END", "VTIMEZONE");
    }

    private static void WriteChange(
        ContentLines lines,
        string kind,
        string name,
        string from,
        string to,
        string first,
        int month
    )
    {
        lines.Add("BEGIN", kind);
        lines.Add("TZNAME", name);
        lines.Add("TZOFFSETFROM", from);
        lines.Add("TZOFFSETTO", to);
        lines.Add("DTSTART", first);
        lines.Add(
            "RRULE",
            new RecurrenceRule
            {
                Frequency = RecurrenceFrequency.Yearly,
                ByMonth = [month],
                ByDay = [new NthWeekday(-1, DayOfWeek.Sunday)],
            }.ToString()
        );
        lines.Add("END", kind);
    }

    /// <summary>Wall time, except in the hour that comes twice: calendars disagree which of the two is meant, so that one is in UTC.</summary>
    private static void WriteTime(ContentLines lines, string name, DateTimeOffset time)
    {
        if (UkCalendar.Zone.IsAmbiguousTime(time.DateTime))
            lines.Add(name, Utc(time));
        else
            lines.Add(
                $"{name};TZID={ZoneId}",
                time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)
            );
    }

    private static string Utc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
