using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>
/// Reads other people's calendars (RFC 5545): repeating events with every part of a rule, exceptions, moved times, whole days, any time zone, free/busy lists.
/// What is cancelled or marked as free takes no time. No file, however made, takes more than 2 seconds or much more memory than its size.
/// </summary>
public static class CalendarReader
{
    /// <summary>No calendar larger than this is read, so nobody need fetch or keep more.</summary>
    public const int MostBytes = CalendarWork.MostBytes;

    /// <summary>
    /// When the calendar's owner is busy on the London days from <paramref name="from"/> on. Codes of refusals: not-a-calendar, calendar-damaged,
    /// calendar-too-large, calendar-too-much.
    /// </summary>
    public static CalendarReading Read(ReadOnlySpan<byte> file, DateOnly from, int days)
    {
        try
        {
            return Read(CalendarText.Read(file), from, days);
        }
        catch (CalendarRefusedException refused)
        {
            return CalendarReading.Refused(refused);
        }
    }

    private static CalendarReading Read(List<CalendarComponent> components, DateOnly from, int days)
    {
        var work = new CalendarWork();
        var begin = UkCalendar.Instant(from, TimeOnly.MinValue);
        var end = UkCalendar.Instant(from.AddDays(days), TimeOnly.MinValue);
        var zones = new CalendarZones(
            components.Where(component => component.Name == "VTIMEZONE"),
            end.Year,
            work
        );
        var entries = new EntryReader(zones, work);
        var events = components
            .Where(component => component.Name == "VEVENT")
            .Select(entries.Event)
            .OfType<CalendarEntry>()
            .ToList();
        var busy = new List<BusyTime>();
        foreach (var series in events.GroupBy(entry => entry.Uid))
            Add(new EventSeries(series).Busy(begin, end, work));
        foreach (var list in components.Where(component => component.Name == "VFREEBUSY"))
            Add(entries.Busy(list));
        return new CalendarReading(
            BusyTime.Merge(busy),
            Notes(entries.Unreadable, zones.Unknown),
            null
        );

        void Add(IEnumerable<BusyStretch> stretches)
        {
            foreach (var stretch in stretches)
            foreach (var time in InLondon(Later(stretch.Start, begin), Earlier(stretch.End, end)))
            {
                work.Keep();
                busy.Add(time);
            }
        }
    }

    private static ImmutableArray<string> Notes(int unreadable, int unknownZone)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (unreadable > 0)
            notes.Add(
                $"{Counted(unreadable, "entry or date", "entries or dates")} could not be read and {(unreadable == 1 ? "is" : "are")} left out."
            );
        if (unknownZone > 0)
            notes.Add(
                $"{Counted(unknownZone, "time names", "times name")} a time zone we do not know; we read {(unknownZone == 1 ? "it" : "them")} as London time."
            );
        return notes.ToImmutable();
    }

    private static string Counted(int count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{count:N0} {many}";

    /// <summary>A stretch cut into London days, in whole minutes: what is begun is taken.</summary>
    private static IEnumerable<BusyTime> InLondon(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
            yield break;
        var (first, last) = (UkCalendar.Local(start).DateTime, UkCalendar.Local(end).DateTime);
        if (last <= first) // Within the hour that comes twice.
            last = first + (end - start);
        first = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerMinute));
        last = last.AddTicks(
            (TimeSpan.TicksPerMinute - last.Ticks % TimeSpan.TicksPerMinute)
                % TimeSpan.TicksPerMinute
        );
        for (var day = first.Date; day < last; day = day.AddDays(1))
            yield return new BusyTime(
                DateOnly.FromDateTime(day),
                new TimeWindow(
                    day < first ? TimeOnly.FromDateTime(first) : TimeOnly.MinValue,
                    day.AddDays(1) <= last ? TimeOnly.MaxValue : TimeOnly.FromDateTime(last)
                )
            );
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) =>
        one < other ? one : other;
}
