using Hubs.LocalSilo.Tests.Contract;

namespace Hubs.LocalSilo.Tests.Hosting;

public sealed record Parcel(string Label, int Weight);

/// <summary>Cannot be read back: the constructor's parameter matches no property.</summary>
public sealed class Unsendable(int hidden)
{
    public int Shown => hidden;
}

public interface IParcelGrain : IGrainWithStringKey
{
    Task<Parcel?> Return(Parcel? parcel);
    Task<bool> IsTheOneReturnedBefore(Parcel parcel);
    Task Take(Unsendable unsendable);
    Task<Unsendable> Give();
    Task<string> Call(IParcelGrain other, CancellationToken cancellation);
}

public sealed class ParcelGrain : Grain, IParcelGrain
{
    private Parcel? _returned;

    public Task<Parcel?> Return(Parcel? parcel) => Task.FromResult(_returned = parcel);

    public Task<bool> IsTheOneReturnedBefore(Parcel parcel) =>
        Task.FromResult(ReferenceEquals(_returned, parcel));

    public Task Take(Unsendable unsendable) => Task.CompletedTask;

    public Task<Unsendable> Give() => Task.FromResult(new Unsendable(1));

    public Task<string> Call(IParcelGrain other, CancellationToken cancellation) =>
        Task.FromResult(other.GetPrimaryKeyString());
}

/// <summary>The option that makes messages travel as they would between machines.</summary>
public sealed class MessageRoundTripTests
{
    private static Task<LocalSiloHost> Start(bool roundTrip) =>
        LocalSiloHost.Start(options =>
        {
            options.AddGrainsBeside<ParcelGrain>();
            options.StateStore = new DictionaryStateStore();
            options.RoundTripMessages = roundTrip;
        });

    [Fact]
    public async Task Messages_arrive_equal_but_not_the_same()
    {
        await using LocalSiloHost silo = await Start(roundTrip: true);
        IParcelGrain grain = silo.Grains.GetGrain<IParcelGrain>("p");
        var sent = new Parcel("books", 3);
        for (int i = 0; i < 2; i++)
        {
            Parcel? returned = await grain.Return(sent);
            Assert.Equal(sent, returned);
            Assert.NotSame(sent, returned);
            Assert.False(await grain.IsTheOneReturnedBefore(returned!));
        }
        Assert.Null(await grain.Return(null));
    }

    [Fact]
    public async Task Without_the_option_messages_are_handed_over_as_they_are()
    {
        await using LocalSiloHost silo = await Start(roundTrip: false);
        IParcelGrain grain = silo.Grains.GetGrain<IParcelGrain>("p");
        var sent = new Parcel("books", 3);
        Assert.Same(sent, await grain.Return(sent));
    }

    [Fact]
    public async Task An_argument_that_could_not_reach_another_machine_fails_and_names_the_method()
    {
        await using LocalSiloHost silo = await Start(roundTrip: true);
        IParcelGrain grain = silo.Grains.GetGrain<IParcelGrain>("p");
        var failure = await Assert.ThrowsAsync<NotSupportedException>(() =>
            grain.Take(new Unsendable(1))
        );
        Assert.Contains("IParcelGrain.Take", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_could_not_reach_another_machine_fails_and_names_the_method()
    {
        await using LocalSiloHost silo = await Start(roundTrip: true);
        IParcelGrain grain = silo.Grains.GetGrain<IParcelGrain>("p");
        var failure = await Assert.ThrowsAsync<NotSupportedException>(grain.Give);
        Assert.Contains("IParcelGrain.Give", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_and_cancellation_tokens_pass()
    {
        await using LocalSiloHost silo = await Start(roundTrip: true);
        IParcelGrain grain = silo.Grains.GetGrain<IParcelGrain>("p");
        Assert.Equal("p", await grain.Call(grain, CancellationToken.None));
    }
}
