using Hubs.Contracts;

namespace Hubs.Silo.Cluster;

/// <summary>
/// A call that a dying silo did not answer may have been carried out or not, whichever way Orleans says so: pages and callers get the one answer they know,
/// "not confirmed", and the same command with the same key finds out.
/// </summary>
internal sealed class Unanswered : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException)
        {
            throw new NotConfirmedException(
                "Not confirmed: send the same command with the same key again.",
                fault
            );
        }
    }
}
