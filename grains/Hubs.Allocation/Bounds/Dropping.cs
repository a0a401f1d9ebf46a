namespace Hubs.Allocation;

/// <summary>
/// The cheapest way to leave sessions out until a shortfall is made good. What a session costs is for the caller to say: points, or 1 to
/// count them.
/// </summary>
internal static class Dropping
{
    /// <param name="sessions">What each weighs and costs; cost not negative.</param>
    /// <param name="missing">Weight to leave out, at least.</param>
    public static long Least(IEnumerable<(long Weight, long Cost)> sessions, long missing)
    {
        if (missing <= 0)
            return 0;
        var best = new long[missing + 1];
        best.AsSpan(1).Fill(long.MaxValue / 2);
        foreach (var (weight, cost) in sessions)
            if (weight > 0)
                for (var left = missing; left > 0; left--)
                    best[left] = Math.Min(best[left], best[Math.Max(0, left - weight)] + cost);
        return best[missing];
    }
}
