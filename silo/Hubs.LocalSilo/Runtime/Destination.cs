namespace Hubs.LocalSilo.Runtime;

/// <summary>Where a reference leads: a grain of a class by key, or an observer.</summary>
internal abstract record Destination(GrainEngine Engine, string Key)
{
    /// <summary>The mailbox found stays the right one until it is gone, so references may keep it.</summary>
    public virtual bool IsLasting => true;

    /// <summary>The mailbox to send to now, made if there is none.</summary>
    public abstract Mailbox Find();

    /// <summary>A new reference that leads here.</summary>
    public T Reference<T>() => (T)(object)ReferenceFactory.Create(typeof(T), this);
}

internal sealed record GrainDestination(GrainEngine Engine, GrainClass Class, string Key)
    : Destination(Engine, Key)
{
    public override bool IsLasting => !Class.IsStatelessWorker;

    public override Mailbox Find() => Class.Find(Engine, Key);

    public override string ToString() => $"{Class.Name}/{Key}";
}

internal sealed record ObserverDestination(GrainEngine Engine, string Key, ObserverMailbox Mailbox)
    : Destination(Engine, Key)
{
    public override Mailbox Find() =>
        Mailbox.IsGone
            ? throw new ClientNotAvailableException($"Observer {Key} was deleted.")
            : Mailbox;

    public override string ToString() => $"observer/{Key}";
}
