using System.Text.Json;
using Hubs.Contracts;
using Hubs.Model;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Plans;

/// <summary>Questions about a plan go by what is stored just now.</summary>
public sealed class PlanReasonsTests : IAsyncLifetime
{
    private SmallTown _town = null!;

    public async Task InitializeAsync() => _town = await Open();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task WhyNot_FreePlace_IsFree_UntilTheRoomIsBlocked()
    {
        var session = (await _town.Published()).Published!.Sessions[0];
        var other = SessionPlace.Of(session) with
        {
            Room = new RoomId(session.Room.Value == "c1" ? "c2" : "c1"),
        };

        Assert.True((await _town.Plan.WhyNot(session.Id, other))!.IsFree);

        var answer = await _town
            .Grains.Diary(Tilbury, session.Date)
            .BlockRoom(
                new BlockRoom(
                    _town.Info(),
                    new RoomBlock("b", Tilbury, other.Room, session.Date, session.Window, "Flooded")
                )
            );
        Assert.Null(answer.Refusal);

        var refused = (await _town.Plan.WhyNot(session.Id, other))!;
        Assert.EndsWith(
            "Flooded",
            Assert.Single(refused.Objections).Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ReasonsAndRelaxations_OfASessionWithoutAPlace_AreTheSameAfterARestart()
    {
        await using var town = await SmallTown.Empty();
        // The service mix allows five.
        Assert.Null((await town.Grains.Network.Configure(Network(8), 0, Coordinator)).Refusal);
        var left = (await town.Allocated()).Draft!.Unplaced[0];

        var before = await Told();
        await town.Crash();

        Assert.Equal(before, await Told());
        Assert.Contains(
            "Raise the service mix of Tilbury: at most 6 sessions",
            before,
            StringComparison.Ordinal
        );

        async Task<string> Told() =>
            JsonSerializer.Serialize(await town.Plan.Why(left.Id), StoredJson.Options)
            + JsonSerializer.Serialize(await town.Plan.Relaxations(left.Id), StoredJson.Options);
    }

    [Fact]
    public async Task Why_AfterPinning_SaysPinned_AlsoAfterARestart()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        Assert.Equal(
            "No other place would score better",
            Sentence(await _town.Plan.Why(session.Id))
        );

        await _town.Plan.Pin(_town.Info(), [session.Id], pinned: true);
        Assert.StartsWith(
            "GP is pinned",
            Sentence(await _town.Plan.Why(session.Id)),
            StringComparison.Ordinal
        );
        await _town.Crash();
        Assert.StartsWith(
            "GP is pinned",
            Sentence(await _town.Plan.Why(session.Id)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Bound_GoesByTheWeekAsItIsNow()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        Assert.Equal(2, (await _town.Plan.Bound()).Wanted);

        await _town.Plan.Pin(_town.Info(), [session.Id], pinned: true);

        var bound = await _town.Plan.Bound();
        Assert.Equal((1, 0), (bound.Wanted, bound.LeastUnplaced));
    }

    [Fact]
    public async Task Why_NoSuchSession_IsNull()
    {
        await _town.Allocated();

        Assert.Null(await _town.Plan.Why(new SessionId("nobody")));
    }

    private static string Sentence(SessionReasons? reasons) => reasons!.Sentence;
}
