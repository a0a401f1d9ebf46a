using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo;

/// <summary>
/// Base of every grain. The engine creates one instance per key on the first call, runs its code one turn at a time, and drops
/// it when idle. Nothing of it may be used from outside a turn: other code goes through a reference.
/// </summary>
public abstract class Grain : IAddressable
{
    private readonly Activation? _activation = Mailbox.Current as Activation;

    internal Activation Activation =>
        _activation
        ?? throw new InvalidOperationException(
            $"{GetType().Name} was not created by a silo.\nGet a reference from IGrainFactory.GetGrain instead of calling new."
        );

    protected IGrainFactory GrainFactory => Activation.Engine;

    protected internal IServiceProvider ServiceProvider => Activation.Instance.Services;

    /// <summary>Runs before the first call. If it throws, callers get the exception and the next call starts afresh.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call. Not promised: a killed process runs nothing.</summary>
    public virtual Task OnDeactivateAsync(
        DeactivationReason reason,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    /// <summary>Deactivates once the calls now running have ended. Calls from now on go to a fresh activation.</summary>
    protected internal void DeactivateOnIdle() =>
        Activation.Deactivate(
            new(DeactivationReasonCode.ApplicationRequested, "The grain asked for it.")
        );

    /// <summary>Keeps the activation at least this long from now, however idle. Zero or less takes that back.</summary>
    protected internal void DelayDeactivation(TimeSpan timeSpan) =>
        Activation.DelayDeactivation(timeSpan);
}

public static class GrainExtensions
{
    /// <summary>The key this grain or reference was got by.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) =>
        grain switch
        {
            GrainReference reference => reference.Key,
            Grain itself => itself.Activation.Key,
            _ => throw NotAddressable(grain),
        };

    /// <summary>A reference to this grain through another of its interfaces; what a grain passes instead of <c>this</c>.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
        where TGrainInterface : IAddressable =>
        grain switch
        {
            GrainReference reference => reference.Cast<TGrainInterface>(),
            Grain itself => itself.Activation.Engine.Reference<TGrainInterface>(
                itself.Activation.Class,
                itself.Activation.Key
            ),
            _ => throw NotAddressable(grain),
        };

    private static ArgumentException NotAddressable(IAddressable grain) =>
        new($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain));
}
