using FsCheck.Fluent;

namespace Hubs.Model.Tests.Time;

public class TimeWindowTests
{
    private static readonly TimeOnly Nine = new(9, 0);

    [Fact]
    public void Two_windows_overlap_when_they_share_a_minute() =>
        AnyTime.Holds(
            AnyTime.Window.Two(),
            pair =>
                pair.Item1.Overlaps(pair.Item2)
                == AnyTime.Minutes.Any(m => pair.Item1.Contains(m) && pair.Item2.Contains(m))
        );

    [Fact]
    public void A_window_covers_another_when_it_has_all_its_minutes() =>
        AnyTime.Holds(
            AnyTime.Window.Two(),
            pair =>
                pair.Item1.Covers(pair.Item2)
                == AnyTime.Minutes.Where(pair.Item2.Contains).All(pair.Item1.Contains)
        );

    [Fact]
    public void Touching_windows_do_not_overlap()
    {
        var first = new TimeWindow(Nine, new TimeOnly(9, 30));

        Assert.False(first.Overlaps(new TimeWindow(new TimeOnly(9, 30), new TimeOnly(10, 0))));
    }

    [Fact]
    public void Turnaround_widens_both_ends_and_stops_at_the_ends_of_the_day() =>
        AnyTime.Holds(
            from window in AnyTime.Window
            from before in Gen.Choose(0, 600)
            from after in Gen.Choose(0, 600)
            select (window, TimeSpan.FromMinutes(before), TimeSpan.FromMinutes(after)),
            any =>
            {
                var (window, before, after) = any;
                var wide = window.Widen(before, after);
                var start = window.Start.ToTimeSpan() - before;
                var end = window.End.ToTimeSpan() + after;
                return wide.Covers(window)
                    && wide.Start.ToTimeSpan() == (start < TimeSpan.Zero ? TimeSpan.Zero : start)
                    && (
                        end < TimeSpan.FromDays(1)
                            ? wide.End.ToTimeSpan() == end
                            : wide.End == TimeOnly.MaxValue
                    );
            }
        );

    [Fact]
    public void A_window_of_a_length_has_that_length() =>
        AnyTime.Holds(
            AnyTime.Window,
            window => TimeWindow.Of(window.Start, window.Length) == window
        );

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    [InlineData(15 * 60)] // ends at midnight exactly, which a time of day cannot say
    [InlineData(25 * 60)] // would wrap round to 10:00
    public void A_length_that_leaves_the_day_is_refused(int minutes)
    {
        var length = TimeSpan.FromMinutes(minutes);

        Assert.Null(TimeWindow.TryOf(Nine, length));
        Assert.Throws<ArgumentException>(() => TimeWindow.Of(Nine, length));
    }

    [Fact]
    public void A_window_that_ends_when_it_starts_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TimeWindow(Nine, Nine));
}
