namespace Hubs.LocalSilo.Runtime;

/// <summary>Tells tests when nothing is going on any more. Costs the engine one read per turn while nobody asks.</summary>
internal sealed class QuietWatch(Func<bool> isQuiet) : IThreadPoolWorkItem
{
    private volatile TaskCompletionSource? _quiet;

    public Task WhenQuiet()
    {
        if (isQuiet())
            return Task.CompletedTask;
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource quiet = Interlocked.CompareExchange(ref _quiet, fresh, null) ?? fresh;
        // It may have gone quiet between the two lines above.
        Check();
        return quiet.Task;
    }

    public void Check()
    {
        // Never at once: the caller holds the gate of one mailbox, and the answer needs those of all.
        if (_quiet is not null)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_quiet is not null && isQuiet())
            Interlocked.Exchange(ref _quiet, null)?.TrySetResult();
    }
}
