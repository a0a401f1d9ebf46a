using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// A part of one day, in London, that a clinician's own calendar takes. Nothing else of that calendar is kept. A whole day ends at <see cref="TimeOnly.MaxValue"/>.
/// </summary>
public readonly record struct BusyTime(DateOnly Date, TimeWindow Window)
{
    public static readonly TimeWindow WholeDay = new(TimeOnly.MinValue, TimeOnly.MaxValue);

    public bool Takes(DateOnly date, TimeWindow window) => Date == date && Window.Overlaps(window);

    /// <summary>The same times in order, without overlaps.</summary>
    public static ImmutableArray<BusyTime> Merge(params IEnumerable<BusyTime> times) =>
        [
            .. times
                .GroupBy(time => time.Date, time => time.Window)
                .OrderBy(day => day.Key)
                .SelectMany(day =>
                    WindowSet.Of(day).Windows.Select(window => new BusyTime(day.Key, window))
                ),
        ];
}
