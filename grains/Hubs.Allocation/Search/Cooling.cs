namespace Hubs.Allocation;

/// <summary>
/// The temperature over a run, in hundredths of a point. It falls geometrically, twice: quickly through the heat in which everything
/// is still loose, where a plan learns little, and slowly through the rest.
/// </summary>
internal static class Cooling
{
    /// <summary>Most changes of a few points are taken.</summary>
    private const double Hottest = 2000;

    /// <summary>From here on a plan has a shape that it keeps.</summary>
    private const double Warm = 200;

    /// <summary>Hardly a change of half a point is taken.</summary>
    private const double Coldest = 12;

    private const double HotShare = 0.25;

    /// <param name="done">0 at the start of the run, 1 at its end.</param>
    public static double At(double done) =>
        done < HotShare
            ? Between(Hottest, Warm, done / HotShare)
            : Between(Warm, Coldest, (done - HotShare) / (1 - HotShare));

    private static double Between(double from, double to, double share) =>
        from * Math.Pow(to / from, share);
}
