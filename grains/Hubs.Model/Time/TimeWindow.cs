using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// A stretch of local wall time within one day: start included, end excluded, so 09:00-09:30 and 09:30-10:00 do not clash.
/// Never empty: <see cref="End"/> is after <see cref="Start"/>; it cannot reach past midnight.
/// </summary>
/// <exception cref="ArgumentException">The end is not after the start.</exception>
public readonly record struct TimeWindow
{
    [JsonConstructor]
    public TimeWindow(TimeOnly start, TimeOnly end)
    {
        if (end <= start)
            throw new ArgumentException(
                $"A window must end after it starts, but {start:HH:mm}-{end:HH:mm} does not"
            );
        Start = start;
        End = end;
    }

    public TimeOnly Start { get; }

    public TimeOnly End { get; }

    [JsonIgnore]
    public TimeSpan Length => End - Start;

    public bool Contains(TimeOnly time) => Start <= time && time < End;

    public bool Covers(TimeWindow other) => Start <= other.Start && other.End <= End;

    public bool Overlaps(TimeWindow other) => Start < other.End && other.Start < End;

    /// <summary>The window with turnaround on both sides, cut at the ends of the day.</summary>
    public TimeWindow Widen(TimeSpan before, TimeSpan after)
    {
        var start = Start.ToTimeSpan() < before ? TimeOnly.MinValue : Start.Add(-before);
        var end =
            TimeOnly.MaxValue.ToTimeSpan() - End.ToTimeSpan() < after
                ? TimeOnly.MaxValue
                : End.Add(after);
        return new TimeWindow(start, end);
    }

    /// <exception cref="ArgumentException">The length is not positive, or the window would reach past midnight.</exception>
    public static TimeWindow Of(TimeOnly start, TimeSpan length) =>
        TryOf(start, length) is { } window
            ? window
            : throw new ArgumentException(
                $"A window from {start:HH:mm} cannot be {length:c} long: longer than nothing, and over by midnight"
            );

    /// <summary>Null when the length is not positive or the window would reach past midnight.</summary>
    public static TimeWindow? TryOf(TimeOnly start, TimeSpan length) =>
        length > TimeSpan.Zero && length <= TimeOnly.MaxValue - start
            ? new TimeWindow(start, start.Add(length))
            : null;

    public override string ToString() => $"{Start:HH:mm}-{End:HH:mm}";
}

/// <summary>A window on one day of every week.</summary>
public readonly record struct WeeklyWindow(DayOfWeek Day, TimeWindow Window);
