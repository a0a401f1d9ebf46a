using System.Text;

namespace Hubs.Silo.Calendars;

/// <summary>One line "NAME;PARAMETER=...:value", unfolded. Names are in capitals.</summary>
internal sealed record CalendarLine(string Name, string Parameters, string Value)
{
    /// <summary>The value of a parameter without its quotes, or null.</summary>
    public string? Parameter(string name)
    {
        foreach (var part in Parameters.Split(';'))
            if (
                part.Length > name.Length
                && part[name.Length] == '='
                && part.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            )
                return part[(name.Length + 1)..].Trim('"');
        return null;
    }
}

/// <summary>A piece between BEGIN and END, with those of its lines that say when, and the pieces inside it.</summary>
internal sealed class CalendarComponent(string name)
{
    public string Name { get; } = name;

    public List<CalendarLine> Lines { get; } = [];

    public List<CalendarComponent> Parts { get; } = [];

    public CalendarLine? Find(string name) => Lines.Find(line => line.Name == name);

    public IEnumerable<CalendarLine> All(string name) => Lines.Where(line => line.Name == name);
}

/// <summary>The text of a calendar taken apart (RFC 5545, section 3.1): encodings, folded lines, nesting. Keeps only what says when somebody is busy.</summary>
internal static class CalendarText
{
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "BEGIN",
        "END",
        "UID",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "EXRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "TRANSP",
        "FREEBUSY",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> KeptSpans =
        Kept.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What holds times, or is needed to understand them. An alarm has times, too, but not the owner's.</summary>
    private static readonly HashSet<string> Understood =
    [
        "VEVENT",
        "VFREEBUSY",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
    ];

    /// <exception cref="CalendarRefusedException">Not a calendar, too large, nested too deep, or cut short.</exception>
    public static List<CalendarComponent> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > CalendarWork.MostBytes)
            throw TooLarge();
        var text = Decode(file);
        var found = new List<CalendarComponent>();
        var open = new Stack<CalendarComponent>();
        var (entries, calendars) = (0, 0);
        var at = 0;
        while (at < text.Length)
        {
            var (name, parameters, value) = Split(Unfold(text, ref at));
            if (name == "BEGIN")
            {
                if (open.Count == CalendarWork.DeepestNesting)
                    throw Damaged("has pieces nested inside each other too deep");
                if (++entries > CalendarWork.MostEntries)
                    throw new CalendarRefusedException(
                        "calendar-too-large",
                        $"This calendar has more than {CalendarWork.MostEntries:N0} entries. Export it again with fewer past years."
                    );
                open.Push(new CalendarComponent(value.ToString().Trim().ToUpperInvariant()));
            }
            else if (name == "END")
            {
                if (
                    !open.TryPop(out var ended)
                    || !value.Span.Trim().Equals(ended.Name, StringComparison.OrdinalIgnoreCase)
                )
                    throw Damaged("has entries that begin and end in the wrong order");
                if (ended.Name == "VCALENDAR")
                    calendars++;
                else if (Understood.Contains(ended.Name))
                    (
                        open.TryPeek(out var around) && around.Name != "VCALENDAR"
                            ? around.Parts
                            : found
                    ).Add(ended);
            }
            else if (name.Length > 0 && open.TryPeek(out var into))
                into.Lines.Add(new CalendarLine(name, parameters.ToString(), value.ToString()));
        }
        if (open.Count > 0)
            throw Damaged("ends in the middle: part of it is missing");
        return calendars > 0 ? found : throw NotACalendar();
    }

    public static CalendarRefusedException TooLarge() =>
        new(
            "calendar-too-large",
            $"This calendar is larger than {CalendarWork.MostBytes / 1024 / 1024} MB. Export it again with fewer past years."
        );

    private static CalendarRefusedException NotACalendar() =>
        new(
            "not-a-calendar",
            "This is not a calendar. A calendar file ends in .ics and begins with BEGIN:VCALENDAR."
        );

    private static CalendarRefusedException Damaged(string how) =>
        new("calendar-damaged", $"This calendar {how}. Export it again.");

    /// <summary>A byte that is no character can only be in a title, which nobody reads: it never fails a calendar.</summary>
    private static string Decode(ReadOnlySpan<byte> file)
    {
        var (encoding, mark) = file switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [(byte)'B', 0, ..] => (Encoding.Unicode, 0),
            [0, (byte)'B', ..] => (Encoding.BigEndianUnicode, 0),
            _ => (Encoding.UTF8, 0),
        };
        var text = encoding.GetString(file[mark..]);
        return text.AsSpan()
            .TrimStart()
            .StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)
            ? text
            : throw NotACalendar();
    }

    /// <summary>The line at <paramref name="at"/> with those that go on from it (they begin with a blank); moves on to where the next begins.</summary>
    private static ReadOnlyMemory<char> Unfold(string text, ref int at)
    {
        var (start, end) = EndOfLine(text, ref at);
        if (at >= text.Length || text[at] is not (' ' or '\t'))
            return text.AsMemory(start, end - start);
        var line = new StringBuilder().Append(text, start, end - start);
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
            (start, end) = EndOfLine(text, ref at);
            line.Append(text, start, end - start);
        }
        return line.ToString().AsMemory();
    }

    private static (int Start, int End) EndOfLine(string text, ref int at)
    {
        var start = at;
        var length = text.AsSpan(at).IndexOfAny('\r', '\n');
        var end = at = length < 0 ? text.Length : at + length;
        if (at < text.Length && text[at] == '\r')
            at++;
        if (at < text.Length && text[at] == '\n')
            at++;
        return (start, end);
    }

    /// <summary>The name is empty when the line says nothing about times.</summary>
    private static (string Name, ReadOnlyMemory<char> Parameters, ReadOnlyMemory<char> Value) Split(
        ReadOnlyMemory<char> line
    )
    {
        var span = line.Span;
        var nameEnds = span.IndexOfAny(':', ';');
        if (nameEnds <= 0 || !KeptSpans.TryGetValue(span[..nameEnds].Trim(), out var name))
            return ("", default, default);
        var isQuoted = false;
        for (var i = nameEnds; i < span.Length; i++)
        {
            if (span[i] == '"')
                isQuoted = !isQuoted;
            else if (span[i] == ':' && !isQuoted)
                return (name, line[nameEnds..i], line[(i + 1)..]);
        }
        return ("", default, default);
    }
}
