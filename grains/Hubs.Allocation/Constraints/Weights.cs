using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>What one breach of each soft rule costs, in points, where the problem says nothing else. 0 turns a rule off.</summary>
internal static class Weights
{
    private static readonly Dictionary<string, double> Defaults = new()
    {
        [Seats.Id] = 0,
        [RoomFit.Id] = 0.1,
        [Spread.Id] = 5,
        [Compactness.Id] = 2,
        [RoomStability.Id] = 1,
        [ServiceMixMinimum.Id] = 10,
        [ServiceMixTarget.Id] = 3,
        [PreferredTimes.Id] = 3,
        [PreferredRooms.Id] = 1,
        [Familiar.Id] = 1,
        [Kept.Id] = 1,
        [Fairness.Id] = 1,
        [WalkInSlack.Id] = 0.5,
        [HubChanges.Id] = 4,
    };

    /// <summary>
    /// Rules whose breaches happen at one hub, which may weigh them otherwise than the network does. The others speak of a clinic, a person or an
    /// organisation as a whole, or (seats) decide what places there are.
    /// </summary>
    public static readonly ImmutableArray<string> OfHubs =
    [
        RoomFit.Id,
        Compactness.Id,
        ServiceMixMinimum.Id,
        ServiceMixTarget.Id,
        PreferredTimes.Id,
        PreferredRooms.Id,
        Familiar.Id,
        WalkInSlack.Id,
    ];

    public static double DefaultOf(string rule) => Defaults[rule];

    public static double Of(WeekProblem problem, string rule) =>
        problem.Weights.TryGetValue(rule, out var weight) ? Math.Max(0, weight) : Defaults[rule];

    /// <summary>The weight in hundredths of a point, the unit costs are counted in so that they add up exactly.</summary>
    public static int PriceOf(WeekProblem problem, string rule) =>
        (int)Math.Round(100 * Of(problem, rule));

    /// <summary>The same by hub, for a rule of <see cref="OfHubs"/>; null where it costs nothing at any.</summary>
    public static int[]? PricesOf(DenseWeek week, string rule)
    {
        var all = PriceOf(week.Problem, rule);
        int[] prices =
        [
            .. week.Hubs.Hubs.Select(hub =>
                hub.Weights.FirstOrDefault(own => own.Rule == rule) is { } own
                    ? (int)Math.Round(100 * Math.Max(0, own.Weight))
                    : all
            ),
        ];
        return Array.Exists(prices, price => price > 0) ? prices : null;
    }

    /// <summary>What leaving a session unplaced costs, in hundredths of a point: each step of priority doubles it.</summary>
    public static int Unplaced(int priority) => 10_000 << (Math.Clamp(priority, 1, 5) - 1);
}
