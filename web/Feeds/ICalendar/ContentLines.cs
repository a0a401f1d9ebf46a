using System.Text;

namespace Hubs.Web.Feeds.ICalendar;

/// <summary>Lines of RFC 5545: "NAME:value", at most 75 octets, longer ones folded, ended by CR LF.</summary>
internal sealed class ContentLines
{
    private const int MostOctets = 75;

    private readonly StringBuilder _text = new();

    /// <summary>A value that is written as it is: a date, a number, a word of the standard.</summary>
    public void Add(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            // Between characters, never inside one: not every reader joins the bytes before it decodes them.
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }
            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        _text.Append("\r\n");
    }

    public void AddText(string name, string text) => Add(name, Escape(text));

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\\' or ';' or ',')
                escaped.Append('\\').Append(c);
            else if (c == '\n')
                escaped.Append("\\n");
            else if (!char.IsControl(c) || c == '\t') // the standard allows no other control character
                escaped.Append(c);
        }
        return escaped.ToString();
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
}
