namespace Hubs.Allocation;

/// <summary>How long a repair may think. The same problem, seed and effort give the same plans.</summary>
public sealed record RepairOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>1 for an answer within a second or a few; more for a better one.</summary>
    public double Effort { get; init; } = 1;

    /// <summary>Moves tried for each of the three plans.</summary>
    internal long Iterations(int loose, int movable) =>
        movable == 0 ? 0 : (long)(Effort * Math.Min(900_000, 60_000 + 15_000L * loose));
}
