using FsCheck;
using FsCheck.Fluent;

namespace Hubs.Model.Tests.Time;

/// <summary>Random days and windows, with the awkward ones (clock changes, touching ends) far commoner than in life.</summary>
internal static class AnyTime
{
    public static readonly DateOnly ClocksForward = new(2026, 3, 29);
    public static readonly DateOnly ClocksBack = new(2026, 10, 25);

    public static Gen<TimeOnly> Time { get; } =
        from minutes in Gen.Frequency(
            (2, Gen.Choose(0, 24 * 12 - 1).Select(n => n * 5)),
            (1, Gen.Choose(0, 180)),
            (1, Gen.Choose(0, 24 * 60 - 1))
        )
        select TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minutes));

    public static Gen<TimeWindow> Window { get; } =
        from a in Time
        from b in Time
        where a != b
        select a < b ? new TimeWindow(a, b) : new TimeWindow(b, a);

    public static Gen<DateOnly> Date { get; } =
        Gen.Frequency(
            (1, Gen.Constant(ClocksForward)),
            (1, Gen.Constant(ClocksBack)),
            (3, Gen.Choose(0, 8_000).Select(n => new DateOnly(2015, 1, 1).AddDays(n)))
        );

    public static Gen<WindowSet> Windows { get; } =
        from size in Gen.Choose(0, 5)
        from windows in Window.ArrayOf(size)
        select WindowSet.Of(windows);

    public static void Holds<T>(Gen<T> any, Func<T, bool> always) =>
        Prop.ForAll(any.ToArbitrary(), always).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>Every minute of a day.</summary>
    public static IEnumerable<TimeOnly> Minutes { get; } =
    [.. Enumerable.Range(0, 24 * 60).Select(n => new TimeOnly(n / 60, n % 60))];
}
