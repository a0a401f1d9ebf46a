namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// The life of one grain in memory: activating, active, deactivating, gone. At most one per class and key is not gone (stateless workers
/// apart): the successor is made only after this one has left the directory.
/// </summary>
internal sealed class Activation : Mailbox
{
    private enum Stage
    {
        New,
        Activating,
        Active,
        Deactivating,
        Gone,
    }

    private readonly TaskCompletionSource _gone = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Stage _stage;
    private DeactivationReason? _reason;
    private bool _isEnding;
    private ITimer? _patience;
    private int _idleTicks;
    private long _stayFrom;
    private TimeSpan _stay;

    public Activation(GrainEngine engine, GrainClass grainClass, string key)
        : base(engine)
    {
        Class = grainClass;
        Key = key;
        IsReentrant = grainClass.IsReentrant;
        Instance = new GrainInstance(this);
    }

    public GrainClass Class { get; }
    public string Key { get; }
    public GrainInstance Instance { get; }
    public override bool IsGone => _stage == Stage.Gone;
    protected override object? Target => Instance.Grain;
    protected override bool IsChanging => _stage is Stage.Activating or Stage.Deactivating;

    /// <summary>Completes when it has left the directory.</summary>
    public Task WhenGone => _gone.Task;

    /// <summary>Something is under way or waiting. A hint: it may change at once.</summary>
    public bool IsOccupied => _stage != Stage.Active || Load > 0;

    public override string ToString() => $"{Class.Name}/{Key}";

    public void DelayDeactivation(TimeSpan stay)
    {
        lock (Gate)
        {
            _stayFrom = Engine.Clock.GetTimestamp();
            _stay = stay;
        }
    }

    /// <summary>
    /// From now on calls go to the next activation; those in progress are waited for, up to the silo's deactivation limit.
    /// An activation that is still activating first runs the calls that made it.
    /// </summary>
    public void Deactivate(DeactivationReason reason)
    {
        lock (Gate)
        {
            if (_reason is not null || IsGone)
                return;
            _reason = reason;
            if (_stage == Stage.Active)
                StartDeactivating();
            else if (_stage == Stage.New)
                Leave();
        }
    }

    /// <summary>One collection period has passed.</summary>
    public void Tick(TimeSpan period)
    {
        lock (Gate)
        {
            if (WasUsed || Load > 0 || _stage != Stage.Active)
            {
                WasUsed = false;
                _idleTicks = 0;
                return;
            }
            // Counting ticks instead of reading the clock on every call: never early, late by one period at most.
            _idleTicks++;
            TimeSpan age = Class.CollectionAge ?? Engine.Options.CollectionAge;
            if (
                age == Timeout.InfiniteTimeSpan
                || period * _idleTicks < age
                || Engine.Clock.GetElapsedTime(_stayFrom) < _stay
            )
                return;
            Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Idle for {age}."));
        }
    }

    /// <summary>The process is as good as dead: nothing more is run, nobody is told.</summary>
    public void Abandon()
    {
        lock (Gate)
            Leave();
        Instance.StopTimers();
        Turns.Abandon();
    }

    protected override void Enqueued()
    {
        if (_stage != Stage.New)
            return;
        _stage = Stage.Activating;
        // What a grain starts while activating must not carry the first caller's context for the rest of its life.
        WithoutContext.Run(() => Run(Activate));
    }

    protected override void Retired()
    {
        if (_stage == Stage.Deactivating && Calls.Running == 0)
            End();
    }

    protected override void Faulted(AggregateException? exception)
    {
        // Its state is known to be stale, so it may not decide anything more.
        if (
            exception?.InnerException is InconsistentStateException stale
            && stale.WrittenBy == this
        )
            Deactivate(
                new(DeactivationReasonCode.ApplicationError, stale, "Its state was out of date.")
            );
    }

    private void Run(Func<Task> work) =>
        Task.Factory.StartNew(
            work,
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            Turns
        );

    private async Task Activate()
    {
        using var limit = new CancellationTokenSource(
            Engine.Options.ActivationTimeout,
            Engine.Clock
        );
        try
        {
            await Instance.Create(limit.Token);
        }
        catch (Exception exception)
        {
            await Instance.Discard();
            Engine.LogActivationFailed(this, exception);
            // Out of the directory before anyone hears of it, so that a caller's next try is a fresh one.
            List<Call> callers = [];
            lock (Gate)
            {
                Leave();
                while (Calls.TakeFirst() is { } call)
                    callers.Add(call);
            }
            foreach (Call call in callers)
            {
                call.Unwatch();
                call.Fail(exception);
            }
            return;
        }
        lock (Gate)
        {
            if (IsGone)
                return;
            _stage = Stage.Active;
            WasUsed = true;
            IsOpen = true;
            AdmitWaiting();
            if (_reason is not null)
                StartDeactivating();
        }
    }

    private void StartDeactivating()
    {
        _stage = Stage.Deactivating;
        IsOpen = false;
        if (Calls.Running == 0)
        {
            End();
            return;
        }
        _patience = WithoutContext.CreateTimer(
            Engine.Clock,
            static activation => ((Activation)activation!).EndAnyway(),
            this
        );
        _patience.Change(Engine.Options.DeactivationTimeout, Timeout.InfiniteTimeSpan);
    }

    private void EndAnyway()
    {
        lock (Gate)
        {
            if (!_isEnding)
                Engine.LogStuck(this, Calls.Blocking);
            End();
        }
    }

    private void End()
    {
        if (_isEnding || IsGone)
            return;
        _isEnding = true;
        WithoutContext.Run(() => Run(FinishDeactivating));
    }

    private async Task FinishDeactivating()
    {
        _patience?.Dispose();
        Instance.StopTimers();
        using var limit = new CancellationTokenSource(
            Engine.Options.DeactivationTimeout,
            Engine.Clock
        );
        try
        {
            await Instance
                .Grain!.OnDeactivateAsync(_reason!.Value, limit.Token)
                .WaitAsync(Engine.Options.DeactivationTimeout, Engine.Clock);
        }
        catch (Exception exception)
        {
            Engine.LogDeactivationFailed(this, exception);
        }
        await Instance.Discard();
        List<Call> late = [];
        lock (Gate)
        {
            Leave();
            while (Calls.TakeFirst() is { } call)
                late.Add(call);
        }
        // An answered call has nobody waiting for it, and this activation's timer ticks are nobody else's.
        foreach (Call call in late.Where(call => !call.IsAnswered))
            Class.Forward(Engine, Key, call);
    }

    /// <summary>Out of the directory. With the gate held.</summary>
    private void Leave()
    {
        if (IsGone)
            return;
        _stage = Stage.Gone;
        IsOpen = false;
        Class.Remove(this);
        _gone.TrySetResult();
        WentQuiet();
    }
}
