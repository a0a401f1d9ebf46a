using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Plans;

public sealed class PlanGrainTests : IAsyncLifetime
{
    private SmallTown _town = null!;

    public async Task InitializeAsync() => _town = await Open();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Run_MakesADraftThatChangesNoDiary()
    {
        var state = await _town.Allocated();

        Assert.Equal(2, state.Draft!.Sessions.Length);
        Assert.Equal(0, state.Draft.HardViolations);
        Assert.Empty(await Standing());
    }

    [Fact]
    public async Task Publish_BringsDiariesAndClinicianToTheDraft()
    {
        var state = await _town.Published();

        Assert.Null(state.Draft);
        Assert.Empty(state.Problems);
        Assert.Equal(Ids(state.Published!), await Standing());
        var claims = (await _town.Grains.Clinician(Ade).Get(Week.Monday, 7)).Claims;
        Assert.Equal(2, claims.Length);
        Assert.All(claims, claim => Assert.True(claim.IsConfirmed));
    }

    [Fact]
    public async Task Publish_Repeated_GetsTheSameAnswer_AlsoAfterARestart()
    {
        var draft = await _town.Allocated();
        var command = _town.Publishing(draft, key: "click");
        var first = await _town.Plan.Publish(command);
        await _town.When(state => state.Status is PlanStatus.Published);

        Assert.Equal(first, await _town.Plan.Publish(command));
        await _town.Crash();
        Assert.Equal(first, await _town.Plan.Publish(command));
        Assert.Equal(PlanStatus.Published, (await _town.Plan.Get()).Status);
    }

    [Fact]
    public async Task Publish_OfAVersionThatIsNoLonger_IsRefused()
    {
        var seen = await _town.Allocated();
        await _town.Allocated(seed: 2);

        Assert.Equal(
            "changed-meanwhile",
            (await _town.Plan.Publish(_town.Publishing(seen))).Refusal?.Code
        );
    }

    [Fact]
    public async Task Publish_WithoutADraft_IsRefused()
    {
        var seen = await _town.Plan.Get();

        Assert.Equal("no-draft", (await _town.Plan.Publish(_town.Publishing(seen))).Refusal?.Code);
    }

    [Fact]
    public async Task Publish_AfterASessionWasBookedByHand_IsRefused_AndTheNextRunLeavesThatSessionAlone()
    {
        var draft = await _town.Allocated();
        var byHand = await PlaceByHand();

        Assert.Equal(
            "changed-meanwhile",
            (await _town.Plan.Publish(_town.Publishing(draft))).Refusal?.Code
        );

        var again = await _town.Published();
        Assert.Contains(byHand, again.Published!.Sessions.Select(session => session.Id));
        Assert.Contains(byHand, await Standing());
    }

    [Fact]
    public async Task Publish_ThatWouldCostMorePeopleTheirPlaceThanWasAccepted_IsRefused()
    {
        var published = (await _town.Published()).Published!;
        await Book(published.Sessions[0]);
        Assert.Null(
            (
                await _town.Grains.Network.Configure(Network(sessionsPerWeek: 0), 1, Coordinator)
            ).Refusal
        );
        var draft = await _town.Allocated();

        Assert.Equal(1, (await _town.Plan.Preview()).Orphaned);
        Assert.Equal(
            "more-orphans",
            (await _town.Plan.Publish(_town.Publishing(draft))).Refusal?.Code
        );

        Assert.Null(
            (await _town.Plan.Publish(_town.Publishing(draft, acceptedOrphans: 1))).Refusal
        );
        await _town.When(state => state.Status is PlanStatus.Published);
        var diary = await _town.Grains.Diary(Tilbury, published.Sessions[0].Date).Get();
        Assert.True(Assert.Single(diary.Appointments.Values).IsOrphaned);
        Assert.Empty((await _town.Grains.Clinician(Ade).Get(Week.Monday, 7)).Claims);
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit)]
    [InlineData(WriteFault.FailAfterCommit)]
    public async Task Publish_ThatADiaryCouldNotSave_IsFinishedWhenThePlanWakesAgain(
        WriteFault fault
    )
    {
        var draft = await _town.Allocated();
        var day = draft.Draft!.Sessions[0].Date;
        _town.Disk.Plan(fault, $"diary/{new DiaryKey(Tilbury, day)}");

        Assert.Null((await _town.Plan.Publish(_town.Publishing(draft))).Refusal);
        await _town.Wait(TimeSpan.FromMinutes(2));

        var state = await _town.When(state => state.Status is PlanStatus.Published);
        Assert.Equal(Ids(state.Published!), await Standing());
    }

    [Fact]
    public async Task Publish_CutShortByACrash_IsFinishedAfterTheRestart()
    {
        var draft = await _town.Allocated();
        Assert.Null((await _town.Plan.Publish(_town.Publishing(draft))).Refusal);
        await _town.Crash();

        var state = await _town.When(state => state.Status is PlanStatus.Published);
        Assert.Equal(2, state.Published!.Sessions.Length);
        Assert.Equal(Ids(state.Published), await Standing());
    }

    [Fact]
    public async Task Pin_KeepsASessionWhereItIs_WhateverTheSeed()
    {
        var draft = (await _town.Allocated()).Draft!;
        var pinned = draft.Sessions[0];
        Assert.Null((await _town.Plan.Pin(_town.Info(), [pinned.Id], pinned: true)).Refusal);

        var again = (await _town.Allocated(seed: 99)).Draft!.Sessions.Single(session =>
            session.Id == pinned.Id
        );

        Assert.Equal(
            (pinned.Date, pinned.Window, pinned.Room),
            (again.Date, again.Window, again.Room)
        );
    }

    [Fact]
    public async Task Horizon_AdvancedUntilDone_HasPublishedEveryWeekInWhichPeopleCanBook()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var horizon = await _town.Grains.Horizon.Advance();
        while (!horizon.IsDone)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
            horizon = await _town.Grains.Horizon.Advance();
        }

        Assert.Equal(7, horizon.Weeks.Length);
        Assert.All(horizon.Weeks, week => Assert.Equal(PlanStatus.Published, week.Status));
    }

    private async Task<SessionId> PlaceByHand()
    {
        var network = (await _town.Grains.Network.Get()).Network;
        var session = new Session
        {
            Id = new("by-hand"),
            Service = Gp,
            ServiceName = "GP appointments",
            PublicName = "GP",
            Organisation = new("surgery"),
            Hub = Tilbury,
            Room = new("c1"),
            Date = Week.Monday,
            Window = Hours(9, 10),
            Clinicians = [Ade],
            SlotLength = TimeSpan.FromMinutes(15),
        };
        var answer = await _town
            .Grains.Diary(Tilbury, Week.Monday)
            .PlaceSession(
                new PlaceSession(_town.Info(), HubDay.Of(network.Hubs[0], Week.Monday), session)
            );
        Assert.Null(answer.Refusal);
        return session.Id;
    }

    private async Task Book(Session session)
    {
        var answer = await _town
            .Grains.Diary(Tilbury, session.Date)
            .Book(
                new BookAppointment(
                    _town.Info(),
                    session.Id,
                    session.Window.Start,
                    Gp,
                    new SealedDetails(new ResidentId("r"), "sealed"),
                    []
                )
            );
        Assert.Null(answer.Refusal);
    }

    private async Task<IEnumerable<SessionId>> Standing()
    {
        var network = (await _town.Grains.Network.Get()).Network;
        return
        [
            .. from diary in await WeekGathering.Diaries(_town.Grains, network, Week)
            from held in diary.Sessions.Values
            where !held.IsCancelled
            orderby held.Session.Id.Value
            select held.Session.Id,
        ];
    }

    private static IEnumerable<SessionId> Ids(Plan plan) =>
        plan.Sessions.Select(session => session.Id).OrderBy(id => id.Value);
}
