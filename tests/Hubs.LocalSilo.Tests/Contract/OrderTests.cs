namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>More than Orleans promises: there, two calls of one caller may overtake each other on the way. No grain may rely on it.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task Calls_of_one_caller_arrive_in_the_order_they_were_made()
    {
        await using ContractSilo silo = await ContractSilo.Start();
        ITallyGrain tally = silo.Grains.GetGrain<ITallyGrain>("ordered");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(tally.Append));
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 100)), await tally.Appended());
    }
}
