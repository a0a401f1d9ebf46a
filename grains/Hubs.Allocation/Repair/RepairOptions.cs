namespace Hubs.Allocation;

/// <summary>How long a repair may think. The same problem, seed and effort give the same plans.</summary>
public sealed record RepairOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>1 for an answer within a second or a few; more for a better one.</summary>
    public double Effort { get; init; } = 1;

    /// <summary>Moves tried to find out which sessions change; fewer where it is clear that no fewer can.</summary>
    internal long TriesForWho(int loose) =>
        (long)(Effort * Math.Min(175_000, 70_000 + 2_100L * loose));

    /// <summary>Moves tried to find them the best places.</summary>
    internal long TriesForWhere(int loose) =>
        (long)(Effort * Math.Min(100_000, 5_000 + 2_000L * loose));

    /// <summary>Moves tried with everybody for the best plan.</summary>
    internal long TriesForQuality(int loose) =>
        (long)(Effort * Math.Min(280_000, 70_000 + 4_200L * loose));
}
