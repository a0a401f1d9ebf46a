using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo;
using Hubs.Web.Boards;
using Hubs.Web.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Web.Tests.Boards;

public sealed class KnownNetworkTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ImmutableArray<RuleWeight> Weights = [new("spread", 7)];
    private static readonly Actor By = new(Role.Coordinator, "test");

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeGrains _grains;
    private readonly KnownNetwork _here;
    private readonly KnownNetwork _there;

    public KnownNetworkTests()
    {
        _grains = new(_clock);
        _here = new(_grains, new NetworkAge(Second), _clock);
        _there = new(_grains, new NetworkAge(Second), _clock);
    }

    [Fact]
    public async Task WithinASecond_NobodyIsAsked_AndAfterItTheSameObjectStays()
    {
        var first = await _here.Get();
        _clock.Advance(Second / 2);
        Assert.Same(first, await _here.Get());
        Assert.Equal([-1], _grains.Network.Questions);

        _clock.Advance(Second);
        Assert.Same(first, await _here.Get());
        Assert.Equal([-1, 1], _grains.Network.Questions);
    }

    [Fact]
    public async Task ChangeMadeHere_IsSeenHereAtOnce_AndThereWithinASecond()
    {
        var before = (await _here.Get(), await _there.Get());

        await _here.Change(network => network.SetWeights(Weights, 1, By));

        Assert.Equal(2, (await _here.Get()).Version);
        Assert.Same(before.Item2, await _there.Get());
        _clock.Advance(Second);
        Assert.Equal(Weights, (await _there.Get()).Network.Weights);
    }

    [Fact]
    public async Task AnswerOnItsWay_WhenAChangeIsMade_IsNotKept()
    {
        var gate = HoldBack();
        var early = _here.Get();
        await _here.Change(network => network.SetWeights(Weights, 1, By));
        gate.SetResult();

        Assert.Equal(1, (await early).Version);
        Assert.Equal(2, (await _here.Get()).Version);
    }

    [Fact]
    public async Task GrainThatDoesNotAnswer_LeavesWhatIsKnown_AndIsAskedAgain()
    {
        var first = await _here.Get();
        _clock.Advance(Second);
        var gate = HoldBack();
        var unanswered = _here.Get();
        gate.SetException(new NotConfirmedException("gone"));
        Assert.Same(first, await unanswered);

        await _grains.Network.SetWeights(Weights, 1, By);
        _clock.Advance(Second);
        Assert.Equal(2, (await _here.Get()).Version);
    }

    [Fact]
    public async Task GrainThatDoesNotAnswer_WhenNothingIsKnownYet_IsAnError()
    {
        HoldBack().SetException(new NotConfirmedException("gone"));
        await Assert.ThrowsAsync<NotConfirmedException>(_here.Get);

        Assert.Equal(1, (await _here.Get()).Version);
    }

    [Fact]
    public async Task WithTheGrainInThisProcess_EveryChangeIsSeenAtOnce()
    {
        var known = new KnownNetwork(_grains, new NetworkAge(TimeSpan.Zero), _clock);
        var first = await known.Get();
        Assert.Same(first, await known.Get());

        await _grains.Network.SetWeights(Weights, 1, By);

        Assert.Equal(2, (await known.Get()).Version);
    }

    /// <summary>The next question is answered by what is so when it is asked, once the test says.</summary>
    private TaskCompletionSource HoldBack()
    {
        var gate = new TaskCompletionSource();
        _grains.Network.HeldBack = gate.Task;
        return gate;
    }
}
