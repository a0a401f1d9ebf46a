using System.Diagnostics.CodeAnalysis;
using Hubs.LocalSilo.Timers;

namespace Hubs.LocalSilo;

/// <summary>When a grain timer ticks, and what a tick may do.</summary>
public readonly struct GrainTimerCreationOptions
{
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first tick; <see cref="Timeout.InfiniteTimeSpan"/>: not before <see cref="IGrainTimer.Change"/>.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next, a millisecond at least; <see cref="Timeout.InfiniteTimeSpan"/>: one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks may interleave with calls. Without it a tick waits its turn like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>Ticks count as use, so the activation does not go idle while the timer runs.</summary>
    public bool KeepAlive { get; init; }
}

/// <summary>A timer of one activation: it ends with it. Ticks never overlap; one that throws is logged and the next still comes.</summary>
public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}

public static class GrainTimerExtensions
{
    public static IGrainTimer RegisterGrainTimer<TState>(
        this Grain grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options
    ) => grain.Activation.Instance.AddTimer(cancellation => callback(state, cancellation), options);

    public static IGrainTimer RegisterGrainTimer<TState>(
        this Grain grain,
        Func<TState, Task> callback,
        TState state,
        GrainTimerCreationOptions options
    ) => grain.Activation.Instance.AddTimer(_ => callback(state), options);

    public static IGrainTimer RegisterGrainTimer(
        this Grain grain,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options
    ) => grain.Activation.Instance.AddTimer(callback, options);

    public static IGrainTimer RegisterGrainTimer(
        this Grain grain,
        Func<Task> callback,
        GrainTimerCreationOptions options
    ) => grain.Activation.Instance.AddTimer(_ => callback(), options);

    public static IGrainTimer RegisterGrainTimer<TState>(
        this Grain grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        TimeSpan dueTime,
        TimeSpan period
    ) => grain.RegisterGrainTimer(callback, state, new(dueTime, period));

    public static IGrainTimer RegisterGrainTimer(
        this Grain grain,
        Func<CancellationToken, Task> callback,
        TimeSpan dueTime,
        TimeSpan period
    ) => grain.RegisterGrainTimer(callback, new(dueTime, period));

    public static IGrainTimer RegisterGrainTimer(
        this Grain grain,
        Func<Task> callback,
        TimeSpan dueTime,
        TimeSpan period
    ) => grain.RegisterGrainTimer(callback, new(dueTime, period));
}
