using System.Runtime.CompilerServices;
using Hubs.LocalSilo.Tests.Contract;

namespace Hubs.LocalSilo.Tests.Hosting;

/// <summary>What happens to an observer nobody keeps; Orleans lets the call time out instead.</summary>
public sealed class ObserverCollectionTests
{
    [Fact]
    public async Task A_call_to_an_observer_that_was_collected_fails_at_once_and_says_why()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        IListener reference = ReferenceToAListenerNobodyKeeps(silo);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var gone = await Assert.ThrowsAsync<ClientNotAvailableException>(() => reference.Ask("?"));
        Assert.Contains("strong reference", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observer_that_was_collected_is_forgotten_like_a_deleted_one()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        IListener reference = ReferenceToAListenerNobodyKeeps(silo);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await silo.Pass(TimeSpan.FromMinutes(1));
        var gone = await Assert.ThrowsAsync<ClientNotAvailableException>(() => reference.Ask("?"));
        Assert.Contains("deleted", gone.Message, StringComparison.Ordinal);
    }

    // Not inlined, so that no stack slot of the test keeps the listener alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IListener ReferenceToAListenerNobodyKeeps(ContractSilo silo) =>
        silo.Grains.CreateObjectReference<IListener>(new Listener(1));
}
