using System.Diagnostics;

namespace Hubs.Allocation;

/// <summary>How far a run is through its budget, and when it must stop.</summary>
internal sealed class Pace
{
    /// <summary>Looking at the clock costs more than a move; it is looked at once for this many.</summary>
    private const int MovesBetweenLooks = 2048;

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

    /// <summary>Whether to go on; true at least once for a budget above zero.</summary>
    public bool Next()
    {
        if (Iterations % MovesBetweenLooks == 0 && !Look())
            return false;
        return options.Iterations is not { } limit || Iterations < limit;
    }

    /// <summary>True once every so many moves, when <see cref="Done"/> has changed.</summary>
    public bool HasMoved => Iterations % MovesBetweenLooks == 0;

    public void Count() => Iterations++;

    private bool Look()
    {
        Elapsed = clock() - began;
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
        return !stop.IsCancellationRequested && Elapsed < options.TimeBudget;
    }
}
