namespace Hubs.LocalSilo.Runtime;

/// <summary>Takes calls for one object, admits them by the rules of re-entrancy, and runs them one turn at a time.</summary>
internal abstract class Mailbox
{
    private static readonly Action<Task, object?> s_finish = static (work, call) =>
        ((Call)call!).Mailbox!.Finish((Call)call!, work);

    protected Mailbox(GrainEngine engine)
    {
        Engine = engine;
        Turns = new TurnQueue(this);
    }

    /// <summary>The mailbox whose turn this thread is running.</summary>
    public static Mailbox? Current => TurnQueue.Running?.Owner;

    public GrainEngine Engine { get; }
    protected TurnQueue Turns { get; }
    protected Lock Gate => Turns.Gate;
    protected Admission Calls { get; } = new();

    /// <summary>Calls may begin. Guarded by the gate, as all below.</summary>
    protected bool IsOpen { get; set; }
    protected bool WasUsed { get; set; }
    protected bool IsReentrant { get; init; }
    public long Handled { get; private set; }
    public int Waiting => Calls.Waiting;
    public int Load => Calls.Waiting + Calls.Running;

    protected abstract object? Target { get; }

    /// <summary>Will never run another call; the caller has to find the successor.</summary>
    public abstract bool IsGone { get; }

    /// <summary>
    /// Runs the call on this thread if nothing is in its way. Afterwards either <see cref="Call.EndedInline"/> and
    /// <see cref="Call.Work"/> is the answer, or the caller awaits the call's own task.
    /// </summary>
    public bool TryRunInline(Call call)
    {
        if (IsReentrant)
            call.Mode = CallMode.Interleaved;
        lock (Gate)
        {
            if (!IsOpen || !Calls.MayBegin(call) || !Turns.TryEnter())
                return false;
            Calls.Begin(call);
        }
        call.Mailbox = this;
        call.IsInline = true;
        Turns.RunEntered(call.Turn!);
        lock (Gate)
        {
            if (call.EndedInline)
                Retire(call);
            Turns.Leave();
            WentQuiet();
        }
        if (call.EndedInline)
        {
            call.Unwatch();
            if (call.Work!.IsFaulted)
                Faulted(call.Work.Exception);
        }
        return true;
    }

    /// <summary>False when this mailbox is gone.</summary>
    public bool TryEnqueue(Call call)
    {
        if (IsReentrant)
            call.Mode = CallMode.Interleaved;
        lock (Gate)
        {
            if (IsGone)
                return false;
            call.Mailbox = this;
            if (IsOpen && Calls.MayBegin(call))
                Admit(call);
            else
                Calls.Wait(call);
            Enqueued();
        }
        return true;
    }

    /// <summary>The first turn of a call.</summary>
    public void Begin(Call call)
    {
        if (call.IsAnswered)
        {
            Finish(call, null);
            return;
        }
        Task work = Invoke(call);
        call.Work = work;
        if (call.IsInline)
        {
            if (work.IsCompleted)
            {
                call.EndedInline = true;
                return;
            }
            call.ExpectAnswer();
            Engine.Watch(call);
        }
        if (work.IsCompleted)
            Finish(call, work);
        else
            // On whatever thread completes the work: ending a call needs the gate, not a turn.
            work.ContinueWith(
                s_finish,
                call,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }

    /// <summary>Runs something that is no call as a turn of its own.</summary>
    public void RunTurn(Action action) =>
        Task.Factory.StartNew(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    Engine.LogTurnFailed(this, exception);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            Turns
        );

    public void EnterChain(object chain)
    {
        lock (Gate)
        {
            Calls.EnterChain(chain);
            AdmitWaiting();
        }
    }

    public void LeaveChain(object chain)
    {
        lock (Gate)
            Calls.LeaveChain(chain);
    }

    /// <summary>Why a call is taking so long, for the one who waited in vain.</summary>
    public string Situation(Call call)
    {
        lock (Gate)
            return call.HasBegun ? "It began and is still in progress."
                : Calls.Blocking is { } blocking
                    ? $"It never began: {blocking.Method.Name} is in progress and {Calls.Waiting} calls wait. A grain that calls itself through other grains waits for itself (RequestContext.AllowCallChainReentrancy)."
                : "It never began: the grain is activating, deactivating or busy.";
    }

    /// <summary>Called with the gate held whenever a turn ended and none follows at once.</summary>
    internal void WentQuiet() => Engine.Quiet.Check();

    public bool IsQuiet
    {
        get
        {
            lock (Gate)
                return !Turns.IsBusy && Load == 0 && !IsChanging;
        }
    }

    /// <summary>Activating or deactivating.</summary>
    protected virtual bool IsChanging => false;

    protected virtual void Enqueued() { }

    /// <summary>A call ended; with the gate held.</summary>
    protected virtual void Retired() { }

    protected virtual void Faulted(AggregateException? exception) { }

    protected void AdmitWaiting()
    {
        while (IsOpen && Calls.TakeAdmissible() is { } next)
            Admit(next);
    }

    private void Admit(Call call)
    {
        Calls.Begin(call);
        call.Turn!.Start(Turns);
    }

    private Task Invoke(Call call)
    {
        try
        {
            return call.Invoke(Target!)
                ?? call.FaultedWork(
                    new InvalidOperationException($"{call} returned null instead of a task.")
                );
        }
        catch (Exception exception)
        {
            return call.FaultedWork(exception);
        }
    }

    private void Finish(Call call, Task? work)
    {
        if (work is not null)
            call.Ending(work);
        lock (Gate)
        {
            Retire(call);
            WentQuiet();
        }
        call.Unwatch();
        if (work is null)
            return;
        if (work.IsFaulted)
        {
            Faulted(work.Exception);
            if (call.Method.IsOneWay)
                Engine.LogLost(call, work.Exception);
        }
        // After the call has ended, so that whoever gets the answer finds the grain free.
        call.Answer(work);
    }

    private void Retire(Call call)
    {
        Calls.End(call);
        Handled++;
        WasUsed |= call.CountsAsUse;
        AdmitWaiting();
        Retired();
    }
}
