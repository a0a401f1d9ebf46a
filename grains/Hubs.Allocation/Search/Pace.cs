using System.Diagnostics;

namespace Hubs.Allocation;

/// <summary>How far a run is through its budget, and when it must stop.</summary>
internal sealed class Pace
{
    /// <summary>The temperature changes once for this many.</summary>
    private const int MovesInAStep = 2048;

    /// <summary>A look at the clock can cost as much as a hundred moves, so it is looked at about this often.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);
    private const int MostStepsBetweenLooks = 64;

    /// <summary>
    /// A run that has done less than half its moves in half its time would be cut off while it still takes bad moves; from here on
    /// it is led to its end by the clock instead.
    /// </summary>
    private const double HalfTime = 0.5;

    private readonly AllocationOptions options;
    private readonly CancellationToken stop;
    private readonly Func<TimeSpan> clock;
    private readonly TimeSpan began;
    private readonly Action<Pace>? report;
    private TimeSpan reported;
    private bool isOver;
    private int stepsToLook;
    private int stepsBetweenLooks = 1;

    /// <summary>How far the run was when it was found too slow for its time; null while it is not.</summary>
    private double? hurriedFrom;

    public Pace(AllocationOptions options, Action<Pace>? report, CancellationToken stop)
    {
        this.options = options;
        this.stop = stop;
        this.report = report;
        var stopwatch = Stopwatch.StartNew();
        clock = options.Clock ?? (() => stopwatch.Elapsed);
        began = clock();
    }

    public long Iterations { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>0 at the start, 1 at the end of the budget that sets the pace.</summary>
    public double Done { get; private set; }

    /// <summary>Whether to go on, and for how many moves; true at least once for a budget above zero.</summary>
    /// <param name="until">How far to go now: 1 for the whole budget.</param>
    public bool Next(double until, out int moves)
    {
        var left = options.Iterations is { } limit ? limit - Iterations : long.MaxValue;
        moves = (int)Math.Min(MovesInAStep, left);
        if (isOver || (--stepsToLook <= 0 && !Look()))
            return false;
        if (options.Iterations is { } all && hurriedFrom is null)
            Done = Iterations / (double)Math.Max(1, all);
        if (moves <= 0 || Done >= until)
            return false;
        Iterations += moves;
        return true;
    }

    private bool Look()
    {
        var last = Elapsed;
        Elapsed = clock() - began;
        if (Elapsed - last < BetweenLooks && stepsBetweenLooks < MostStepsBetweenLooks)
            stepsBetweenLooks *= 2;
        else if (Elapsed - last > 2 * BetweenLooks && stepsBetweenLooks > 1)
            stepsBetweenLooks /= 2;
        stepsToLook = stepsBetweenLooks;
        var time = Elapsed / options.TimeBudget;
        var moves = options.Iterations is { } limit
            ? Iterations / (double)Math.Max(1, limit)
            : time;
        if (hurriedFrom is null && time >= HalfTime && moves < HalfTime)
            hurriedFrom = moves;
        Done = hurriedFrom is { } from
            ? from + (1 - from) * (time - HalfTime) / (1 - HalfTime)
            : moves;
        if (report is not null && Elapsed - reported >= options.ProgressEvery)
        {
            reported = Elapsed;
            report(this);
        }
        isOver = stop.IsCancellationRequested || Elapsed >= options.TimeBudget;
        return !isOver;
    }
}
