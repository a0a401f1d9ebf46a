namespace Hubs.LocalSilo.Runtime;

/// <summary>What lives longer than the call that started it must not carry that call's execution context along.</summary>
internal static class WithoutContext
{
    public static void Run(Action action)
    {
        if (ExecutionContext.IsFlowSuppressed())
            action();
        else
            using (ExecutionContext.SuppressFlow())
                action();
    }

    /// <summary>A timer not yet set.</summary>
    public static ITimer CreateTimer(TimeProvider clock, TimerCallback callback, object state)
    {
        ITimer? timer = null;
        Run(() =>
            timer = clock.CreateTimer(
                callback,
                state,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            )
        );
        return timer!;
    }
}
