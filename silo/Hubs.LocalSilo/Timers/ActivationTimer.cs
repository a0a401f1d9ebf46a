using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo.Timers;

/// <summary>Ticks as calls to its own activation: they obey the same rules of re-entrancy as any other.</summary>
internal sealed class ActivationTimer : IGrainTimer
{
    // As in Orleans, so that a timer can never occupy its grain for good.
    private static readonly TimeSpan s_shortestPeriod = TimeSpan.FromMilliseconds(1);

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly CancellationTokenSource _disposed = new();
    private readonly GrainTimerCreationOptions _options;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private volatile bool _isDisposed;
    private bool _isTicking;

    /// <summary>Changed during a tick: the end of that tick must not set the old period again.</summary>
    private bool _wasChanged;

    /// <summary>And what it was changed to has come, before that end.</summary>
    private bool _isDue;

    public ActivationTimer(
        Activation activation,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options
    )
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _timer = WithoutContext.CreateTimer(
            activation.Engine.Clock,
            static timer => ((ActivationTimer)timer!).Tick(),
            this
        );
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "Not before now.");
        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(period), period, "Not negative.");
        lock (_gate)
        {
            _period =
                period >= TimeSpan.Zero && period < s_shortestPeriod ? s_shortestPeriod : period;
            _wasChanged = true;
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }
        _timer.Dispose();
        _activation.Instance.Forget(this);
        // As a turn, like everything else of the grain: the tick in progress may have something registered with the token.
        _activation.RunTurn(_disposed.Cancel);
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            if (_isTicking)
            {
                _isDue = true;
                return;
            }
            _isTicking = true;
            _wasChanged = false;
        }
        var call = new TimerCall(this);
        call.MakeTurn();
        if (TurnQueue.Running is null && _activation.TryRunInline(call))
        {
            if (call.EndedInline)
                Ticked(call.Work!);
        }
        else
            _activation.TryEnqueue(call);
    }

    private void Ticked(Task work)
    {
        if (work.IsFaulted)
            _activation.Engine.LogTimerFailed(_activation, work.Exception);
        lock (_gate)
        {
            _isTicking = false;
            if (_isDisposed)
                return;
            if (_isDue)
                _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            else if (!_wasChanged)
                _timer.Change(_period, Timeout.InfiniteTimeSpan);
            _isDue = false;
        }
    }

    private sealed class TimerCall : Call
    {
        private static readonly CallMethod s_exclusive = new("(timer)", CallMode.Exclusive);
        private static readonly CallMethod s_interleaved = new("(timer)", CallMode.Interleaved);

        private readonly ActivationTimer _timer;

        public TimerCall(ActivationTimer timer)
            : base(timer._options.Interleave ? s_interleaved : s_exclusive) => _timer = timer;

        internal override bool HasTimeLimit => false;

        internal override bool CountsAsUse => _timer._options.KeepAlive;

        // Disposed of while the tick waited for its turn: it does not run.
        internal override bool IsAnswered => _timer._isDisposed;

        public override Task Invoke(object target) => _timer._callback(_timer._disposed.Token);

        internal override void ExpectAnswer() { }

        internal override Task FaultedWork(Exception exception) => Task.FromException(exception);

        internal override void Ending(Task work) => _timer.Ticked(work);

        internal override void Answer(Task work) { }

        internal override bool Fail(Exception exception) => false;
    }
}
