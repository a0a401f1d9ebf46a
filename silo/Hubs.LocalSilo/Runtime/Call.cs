using System.ComponentModel;

namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// One call: its method, its arguments (fields of a generated subclass), and its answer. Public only because generated code derives from it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1001 // Its token source has no timer and is unlinked when the call ends: nothing to dispose of.
public abstract class Call(CallMethod method)
#pragma warning restore CA1001
{
    private static readonly Action<object?> s_begin = static call => ((Call)call!).BeginInMailbox();

    private CancellationToken _callers;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _callerCancelled;

    internal CallMethod Method => method;
    internal CallMode Mode { get; set; } = method.Mode;
    internal Mailbox? Mailbox { get; set; }

    /// <summary>The task that begins this call as a turn of its mailbox. Made at the caller's, so that it carries the caller's context.</summary>
    internal Task? Turn { get; private set; }

    /// <summary>What the grain's method returned.</summary>
    internal Task? Work { get; set; }

    /// <summary>Begun on the caller's own thread, which will look at the result itself if it is there at once.</summary>
    internal bool IsInline { get; set; }
    internal bool EndedInline { get; set; }

    /// <summary>The chain of calls this one belongs to, if any grain in it allowed re-entrancy.</summary>
    internal object? Chain { get; set; }
    internal Call? NextWaiting { get; set; }
    internal MessageCopier? Copier { get; set; }

    // The deadline list's own.
    internal DeadlineQueue? Deadlines { get; set; }
    internal long Started { get; set; }
    internal Call? Earlier { get; set; }
    internal Call? Later { get; set; }

    internal bool HasBegun => Work is not null;

    internal virtual bool HasTimeLimit => true;

    /// <summary>Keeps the activation from going idle.</summary>
    internal virtual bool CountsAsUse => true;

    /// <summary>Calls the method on the grain or observer.</summary>
    public abstract Task Invoke(object target);

    /// <summary>Replaces each argument by what another machine would receive.</summary>
    public virtual void CopyArguments(MessageCopier copier) { }

    /// <summary>The cancellation token among the arguments, if the method has one.</summary>
    public virtual CancellationToken Token
    {
        get => default;
        set { }
    }

    /// <summary>Nobody waits any more: it timed out, was cancelled or the silo is gone.</summary>
    internal abstract bool IsAnswered { get; }

    /// <summary>The caller will wait for a task of its own instead of the grain's.</summary>
    internal abstract void ExpectAnswer();

    internal abstract Task FaultedWork(Exception exception);

    /// <summary>The work is done, but for the mailbox the call is still in progress.</summary>
    internal virtual void Ending(Task work) { }

    /// <summary>Hands the outcome of finished work to the caller.</summary>
    internal abstract void Answer(Task work);

    /// <summary>Hands the caller an exception of the engine's own. False if it was answered before.</summary>
    internal abstract bool Fail(Exception exception);

    /// <summary>
    /// Gives the grain a token that also ends when the caller's time is up. The caller stops waiting as soon as its own token is
    /// cancelled, whatever the grain does.
    /// </summary>
    internal void LinkToken()
    {
        _callers = Token;
        _callers.ThrowIfCancellationRequested();
        // Never disposed of, because the time limit may want to cancel it at any moment; without a timer it holds nothing.
        _cancellation = new CancellationTokenSource();
        Token = _cancellation.Token;
        _callerCancelled = _callers.UnsafeRegister(static call => ((Call)call!).HeedCaller(), this);
    }

    /// <summary>The caller awaits an answer from now on: tells it of a cancellation that came before.</summary>
    internal void HeedCaller()
    {
        if (!_callers.IsCancellationRequested)
            return;
        Fail(new OperationCanceledException(_callers));
        TellGrain();
    }

    internal void TimeOut(TimeoutException exception)
    {
        if (Fail(exception))
            TellGrain();
    }

    /// <summary>Lets go of whatever watched over the call while it was in progress.</summary>
    internal void Unwatch()
    {
        Deadlines?.Remove(this);
        _callerCancelled.Dispose();
    }

    private void TellGrain()
    {
        if (_cancellation is not null)
            Mailbox?.RunTurn(_cancellation.Cancel);
    }

    internal void MakeTurn() => Turn = new Task(s_begin, this);

    private void BeginInMailbox()
    {
        // A call can be in progress for long: what only began it need not live on.
        Turn = null;
        Mailbox!.Begin(this);
    }

    public override string ToString() => $"{Mailbox} {method.Name}";
}

/// <summary>A call whose method returns Task or ValueTask.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PlainCall(CallMethod method) : Call(method)
{
    private TaskCompletionSource? _answer;

    internal Task AnswerTask => _answer!.Task;
    internal override bool IsAnswered => _answer is { Task.IsCompleted: true };

    internal override void ExpectAnswer() =>
        _answer ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override Task FaultedWork(Exception exception) => Task.FromException(exception);

    internal override void Answer(Task work) => _answer?.TrySetFromTask(work);

    internal override bool Fail(Exception exception) =>
        exception is OperationCanceledException cancelled
            ? _answer?.TrySetCanceled(cancelled.CancellationToken) == true
            : _answer?.TrySetException(exception) == true;
}

/// <summary>A call whose method returns Task&lt;T&gt; or ValueTask&lt;T&gt;.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Call<T>(CallMethod method) : Call(method)
{
    private TaskCompletionSource<T>? _answer;

    internal Task<T> AnswerTask => _answer!.Task;
    internal override bool IsAnswered => _answer is { Task.IsCompleted: true };

    internal override void ExpectAnswer() =>
        _answer ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override Task FaultedWork(Exception exception) => Task.FromException<T>(exception);

    internal override void Answer(Task work) => _answer?.TrySetFromTask(Received(work));

    internal override bool Fail(Exception exception) =>
        exception is OperationCanceledException cancelled
            ? _answer?.TrySetCanceled(cancelled.CancellationToken) == true
            : _answer?.TrySetException(exception) == true;

    /// <summary>The result as the caller receives it: itself, or in tests what another machine would receive.</summary>
    internal Task<T> Received(Task work)
    {
        var result = (Task<T>)work;
        if (Copier is null || !result.IsCompletedSuccessfully)
            return result;
        try
        {
            return Task.FromResult(Copier.CopyResult(this, result.Result));
        }
        catch (NotSupportedException exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
