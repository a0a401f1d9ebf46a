namespace Hubs.Allocation;

/// <summary>
/// The temperature over a run, in hundredths of a point. It falls geometrically, three times: quickly through the heat in which everything
/// is still loose, where a plan learns little; slowly through most of the run; and at the end to where only what costs nothing
/// is taken, however little the cheapest rule charges.
/// </summary>
/// <param name="breach">What one breach typically costs. Whoever makes all rules ten times as dear has the same run.</param>
internal sealed class Cooling(double breach)
{
    /// <summary>Most changes of a few breaches are taken.</summary>
    private const double Hottest = 13;

    /// <summary>From here on a plan has a shape that it keeps.</summary>
    private const double Warm = 1.3;

    /// <summary>Hardly half a breach is taken.</summary>
    private const double Coldest = 0.08;
    private const double Frozen = 0.004;

    private const double HotUntil = 0.25;
    private const double ColdFrom = 0.97;

    /// <summary>Where no soft rule is on.</summary>
    private const double AnyBreach = 100;

    /// <summary>A typical breach is the one in the middle of the rules that are on.</summary>
    public static Cooling Of(Timetable timetable)
    {
        int[] prices =
        [
            .. timetable
                .Soft.Select(rule => rule.Price)
                .Concat(timetable.Places.Select(rule => rule.Price))
                .Order(),
        ];
        return new Cooling(
            prices.Length == 0
                ? AnyBreach
                : (prices[(prices.Length - 1) / 2] + prices[prices.Length / 2]) / 2.0
        );
    }

    /// <param name="done">0 at the start of the run, 1 at its end.</param>
    public double At(double done) =>
        breach
        * (
            done < HotUntil ? Between(Hottest, Warm, done / HotUntil)
            : done < ColdFrom ? Between(Warm, Coldest, (done - HotUntil) / (ColdFrom - HotUntil))
            : Between(Coldest, Frozen, (done - ColdFrom) / (1 - ColdFrom))
        );

    private static double Between(double from, double to, double share) =>
        from * Math.Pow(to / from, share);
}
