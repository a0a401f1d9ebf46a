namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// Runs tasks one at a time, in order, on pool threads or on the thread of a caller that finds it idle. What awaits inside a turn
/// resumes in a later turn of the same queue, because this is its <see cref="TaskScheduler.Current"/>.
/// </summary>
internal sealed class TurnQueue(Mailbox owner) : TaskScheduler, IThreadPoolWorkItem
{
    // So that one busy grain does not keep a pool thread from the others.
    private const int TurnsBeforeYielding = 64;

    [ThreadStatic]
    private static TurnQueue? t_current;

    private readonly Queue<Task> _waiting = [];
    private bool _busy;
    private bool _isAbandoned;

    /// <summary>The queue whose turn this thread is running.</summary>
    public static TurnQueue? Running => t_current;

    public Mailbox Owner => owner;

    /// <summary>Guards this queue and everything its mailbox decides.</summary>
    public Lock Gate { get; } = new();

    public bool IsBusy => _busy;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Takes the right to run a turn on this thread. Call with <see cref="Gate"/> held.</summary>
    public bool TryEnter()
    {
        if (_busy || _isAbandoned)
            return false;
        _busy = true;
        return true;
    }

    /// <summary>Runs a task on this thread after <see cref="TryEnter"/>.</summary>
    public void RunEntered(Task turn)
    {
        SynchronizationContext? callers = SynchronizationContext.Current;
        if (callers is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        t_current = this;
        try
        {
            turn.RunSynchronously(this);
        }
        finally
        {
            t_current = null;
            if (callers is not null)
                SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    /// <summary>Gives back what <see cref="TryEnter"/> took. Call with <see cref="Gate"/> held.</summary>
    public void Leave()
    {
        if (_waiting.Count == 0)
            _busy = false;
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>As in a process that was killed: the turn in progress may come to its end, what waits and what comes later never runs.</summary>
    public void Abandon()
    {
        lock (Gate)
        {
            _isAbandoned = true;
            _waiting.Clear();
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (Gate)
        {
            if (_isAbandoned)
                return;
            _waiting.Enqueue(task);
            if (_busy)
                return;
            _busy = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        t_current = this;
        try
        {
            for (int turns = 0; turns < TurnsBeforeYielding; turns++)
            {
                Task next;
                lock (Gate)
                {
                    if (_waiting.Count == 0)
                    {
                        _busy = false;
                        owner.WentQuiet();
                        return;
                    }
                    next = _waiting.Dequeue();
                }
                TryExecuteTask(next);
            }
        }
        finally
        {
            t_current = null;
        }
        // Still busy by right: nobody else may enter before the item runs.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// What a grain awaited has come, on this thread: if the grain is idle and the thread in no other's turn, the next turn runs here and now,
    /// and nobody has to be woken for it.
    /// </summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued)
            return false;
        if (t_current == this)
            return TryExecuteTask(task);
        if (t_current is not null)
            return false;
        lock (Gate)
            if (!TryEnter())
                return false;
        t_current = this;
        try
        {
            return TryExecuteTask(task);
        }
        finally
        {
            t_current = null;
            lock (Gate)
            {
                Leave();
                owner.WentQuiet();
            }
        }
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (Gate)
            return [.. _waiting];
    }
}
