using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo;

namespace Hubs.Web.Boards;

/// <summary>
/// The configuration as this process knows it: the very same object until it changes, at most <see cref="NetworkAge"/> old, and never older than a change made through
/// <see cref="Change"/>; older only while the grain does not answer. The grain is only asked whether it has another. For what is shown and found; who edits reads the grain itself.
/// </summary>
public sealed class KnownNetwork(IGrainFactory grains, NetworkAge age, TimeProvider clock)
{
    private const long NoVersion = -1;

    private volatile NetworkVersion? newest;
    private Asked last = new(0, null);

    public Task<NetworkVersion> Get()
    {
        var before = Volatile.Read(ref last);
        if (
            before.Answer is { IsFaulted: false, IsCanceled: false } answer
            && clock.GetElapsedTime(before.At) < age.Most
        )
            return answer;
        var asked = new Asked(clock.GetTimestamp(), Ask());
        // Not where a change was made meanwhile: this may be what was in force before it.
        Interlocked.CompareExchange(ref last, asked, before);
        return asked.Answer!;
    }

    /// <summary>Whoever reads here after it sees it.</summary>
    public async Task<NetworkAnswer> Change(Func<INetworkGrain, Task<NetworkAnswer>> change)
    {
        try
        {
            return await change(grains.Network);
        }
        finally
        {
            Volatile.Write(ref last, new(0, null));
        }
    }

    private async Task<NetworkVersion> Ask()
    {
        var known = newest;
        try
        {
            return await grains.Network.After(known?.Version ?? NoVersion) is { } other
                ? newest = other
                : known!;
        }
        catch (NotConfirmedException) when (known is not null)
        {
            // Its silo is gone, and until others have noticed nobody can change anything either.
            return known;
        }
    }

    /// <param name="At">When it was asked, by the clock's timestamp.</param>
    private sealed record Asked(long At, Task<NetworkVersion>? Answer);
}
