using FsCheck.Fluent;

namespace Hubs.Model.Tests.Time;

public class WindowSetTests
{
    [Fact]
    public void Each_operation_is_right_at_every_minute() =>
        AnyTime.Holds(
            AnyTime.Windows.Two(),
            pair =>
            {
                var (a, b) = pair;
                var (both, left, either) = (a.Intersect(b), a.Subtract(b), a.Union(b));
                return AnyTime.Minutes.All(m =>
                    both.Contains(m) == (a.Contains(m) && b.Contains(m))
                    && left.Contains(m) == (a.Contains(m) && !b.Contains(m))
                    && either.Contains(m) == (a.Contains(m) || b.Contains(m))
                );
            }
        );

    [Fact]
    public void The_windows_of_a_result_are_in_order_and_apart() =>
        AnyTime.Holds(
            AnyTime.Windows.Two(),
            pair =>
                new[]
                {
                    pair.Item1.Intersect(pair.Item2),
                    pair.Item1.Subtract(pair.Item2),
                    pair.Item1.Union(pair.Item2),
                }.All(set =>
                    set.Windows.Zip(set.Windows.Skip(1))
                        .All(next => next.First.End < next.Second.Start)
                )
        );

    [Fact]
    public void What_is_taken_and_what_is_left_make_up_the_whole() =>
        AnyTime.Holds(
            AnyTime.Windows.Two(),
            pair =>
                pair.Item1.Subtract(pair.Item2)
                    .Union(pair.Item1.Intersect(pair.Item2))
                    .Equals(pair.Item1)
                && pair.Item1.Subtract(pair.Item2).Length + pair.Item1.Intersect(pair.Item2).Length
                    == pair.Item1.Length
        );

    [Fact]
    public void Bookings_leave_the_gaps_between_them()
    {
        var open = WindowSet.Of(Window(8, 18));
        var gaps = open.Subtract(WindowSet.Of(Window(8, 9), Window(9, 12), Window(13, 18)));

        Assert.Equal(WindowSet.Of(Window(12, 13)), gaps);
        Assert.True(gaps.Covers(Window(12, 13)));
        Assert.False(gaps.Covers(Window(12, 14)));
        Assert.Equal("12:00-13:00", gaps.ToString());
    }

    private static TimeWindow Window(int start, int end) =>
        new(new TimeOnly(start, 0), new TimeOnly(end, 0));
}
