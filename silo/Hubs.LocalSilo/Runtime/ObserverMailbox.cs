namespace Hubs.LocalSilo.Runtime;

/// <summary>Hands calls to an observer one after another, in the order sent, never on the caller's thread.</summary>
internal sealed class ObserverMailbox : Mailbox
{
    private readonly WeakReference<IGrainObserver> _observer;
    private readonly string _name;
    private bool _deleted;

    public ObserverMailbox(GrainEngine engine, IGrainObserver observer)
        : base(engine)
    {
        _observer = new(observer);
        _name = observer.GetType().Name;
        IsOpen = true;
    }

    public override bool IsGone => _deleted;

    /// <summary>False once nobody but the engine holds the observer.</summary>
    public bool IsAlive => _observer.TryGetTarget(out _);

    protected override object? Target =>
        _observer.TryGetTarget(out IGrainObserver? observer)
            ? observer
            : throw new ClientNotAvailableException(
                $"The {_name} behind an observer reference was collected.\nKeep a strong reference to the observer as long as it should be called."
            );

    public void Delete()
    {
        lock (Gate)
        {
            _deleted = true;
            IsOpen = false;
            while (Calls.TakeFirst() is { } call)
                call.Fail(new ClientNotAvailableException($"Observer {_name} was deleted."));
        }
    }

    public override string ToString() => _name;
}
