using System.Globalization;

namespace Hubs.Silo.Calendars;

/// <summary>A time as a calendar writes it: on some wall clock (<see cref="Zone"/>), or a whole day.</summary>
internal readonly record struct CalendarTime(DateTime Local, CalendarZone Zone, bool IsDate)
{
    public DateTimeOffset Instant => Zone.Instant(Local);

    public CalendarTime At(DateTime local) => this with { Local = local };

    /// <summary>"20261124", "20261124T090000" or "20261124T090000Z"; without Z in <paramref name="zone"/>. Null when it is none of them.</summary>
    public static CalendarTime? Read(ReadOnlySpan<char> text, CalendarZone zone)
    {
        text = text.Trim();
        if (
            text.Length < 8
            || !DateTime.TryParseExact(
                text[..8],
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
            return null;
        if (text.Length == 8)
            return new CalendarTime(day, zone, IsDate: true);
        if (text.Length is not (15 or 16) || text[8] is not ('T' or 't'))
            return null;
        if (text.Length == 16)
        {
            if (text[15] is not ('Z' or 'z'))
                return null;
            zone = CalendarZone.Utc;
        }
        if (
            !int.TryParse(
                text[9..15],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var time
            )
        )
            return null;
        var (hour, minute, second) = (time / 10000, time / 100 % 100, time % 100);
        if (hour > 23 || minute > 59 || second > 60)
            return null;
        // Second 60 is a leap second, which no clock here has.
        return new CalendarTime(
            day.Add(new TimeSpan(hour, minute, Math.Min(second, 59))),
            zone,
            IsDate: false
        );
    }

    /// <summary>"PT1H30M", "P1D", "P2W": whole days apart from hours, because a day is not always 24 hours. Null when it is none, or negative.</summary>
    public static (int Days, TimeSpan Time)? ReadDuration(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("+"))
            text = text[1..];
        if (text.Length is < 3 or > 30 || text[0] is not ('P' or 'p'))
            return null;
        var (days, seconds, number, isTime) = (0L, 0L, -1L, false);
        foreach (var c in text[1..])
        {
            if (char.IsAsciiDigit(c))
            {
                number = Math.Max(number, 0) * 10 + (c - '0');
                if (number > 100_000_000)
                    return null;
                continue;
            }
            if (c is 'T' or 't' && !isTime && number < 0)
            {
                isTime = true;
                continue;
            }
            if (number < 0)
                return null;
            switch (char.ToUpperInvariant(c))
            {
                case 'W' when !isTime:
                    days += 7 * number;
                    break;
                case 'D' when !isTime:
                    days += number;
                    break;
                case 'H' when isTime:
                    seconds += 3600 * number;
                    break;
                case 'M' when isTime:
                    seconds += 60 * number;
                    break;
                case 'S' when isTime:
                    seconds += number;
                    break;
                default:
                    return null;
            }
            number = -1;
        }
        return number >= 0 || days > 100_000 || seconds > 100_000L * 86_400
            ? null
            : ((int)days, TimeSpan.FromSeconds(seconds));
    }
}
