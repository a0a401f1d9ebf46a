using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// Times of one day: opening hours without the lunch break, say. The windows are in order and neither overlap nor touch, whatever
/// they were made from; two sets are equal when they hold the same times.
/// </summary>
public sealed class WindowSet : IEquatable<WindowSet>
{
    public static readonly WindowSet Empty = new([]);

    private WindowSet(ImmutableArray<TimeWindow> windows) => Windows = windows;

    public ImmutableArray<TimeWindow> Windows { get; }

    public bool IsEmpty => Windows.IsEmpty;

    public TimeSpan Length => Windows.Aggregate(TimeSpan.Zero, (sum, w) => sum + w.Length);

    public static WindowSet Of(params IEnumerable<TimeWindow> windows)
    {
        var merged = ImmutableArray.CreateBuilder<TimeWindow>();
        foreach (var window in windows.OrderBy(w => w.Start))
        {
            if (merged.Count == 0 || window.Start > merged[^1].End)
                merged.Add(window);
            else if (window.End > merged[^1].End)
                merged[^1] = new TimeWindow(merged[^1].Start, window.End);
        }
        return merged.Count == 0 ? Empty : new WindowSet(merged.ToImmutable());
    }

    public bool Contains(TimeOnly time) => Windows.Any(w => w.Contains(time));

    /// <summary>True when the whole window is inside.</summary>
    public bool Covers(TimeWindow window) => Windows.Any(w => w.Covers(window));

    public bool Overlaps(TimeWindow window) => Windows.Any(w => w.Overlaps(window));

    public WindowSet Union(WindowSet other) => Of(Windows.Concat(other.Windows));

    public WindowSet Intersect(WindowSet other) =>
        Of(
            from mine in Windows
            from theirs in other.Windows
            where mine.Overlaps(theirs)
            select new TimeWindow(
                mine.Start > theirs.Start ? mine.Start : theirs.Start,
                mine.End < theirs.End ? mine.End : theirs.End
            )
        );

    /// <summary>What is left: the gaps in opening hours after bookings are taken away.</summary>
    public WindowSet Subtract(WindowSet other) =>
        other.Windows.Aggregate(this, (left, taken) => left.Subtract(taken));

    public WindowSet Subtract(TimeWindow taken) =>
        Of(
            Windows.SelectMany(
                IEnumerable<TimeWindow> (window) =>
                {
                    if (!window.Overlaps(taken))
                        return [window];
                    var left = new List<TimeWindow>(2);
                    if (window.Start < taken.Start)
                        left.Add(new TimeWindow(window.Start, taken.Start));
                    if (taken.End < window.End)
                        left.Add(new TimeWindow(taken.End, window.End));
                    return left;
                }
            )
        );

    public bool Equals(WindowSet? other) =>
        other is not null && Windows.AsSpan().SequenceEqual(other.Windows.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as WindowSet);

    public override int GetHashCode() =>
        Windows.Aggregate(0, (hash, w) => HashCode.Combine(hash, w.Start, w.End));

    public override string ToString() => string.Join(", ", Windows);
}
