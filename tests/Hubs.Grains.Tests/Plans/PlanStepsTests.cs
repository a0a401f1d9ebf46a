using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Plans;

/// <summary>What a coordinator does to a draft by hand: move, pin, undo, do again, compare.</summary>
public sealed class PlanStepsTests : IAsyncLifetime
{
    private SmallTown _town = null!;

    public async Task InitializeAsync() => _town = await Open();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Move_ToAFreePlace_MakesAPinnedDraft_ScoredAsTheVerdictSaid_AndTheNextRunKeepsIt()
    {
        var before = await _town.Allocated();
        var session = before.Draft!.Sessions[0];
        var verdict = (await _town.Plan.TryMove(session.Id, Elsewhere(session)))!;

        Assert.Null((await Move(session, Elsewhere(session))).Refusal);

        var after = await _town.Plan.Get();
        var moved = after.Draft!.Sessions.Single(s => s.Id == session.Id);
        Assert.True(moved.IsPinned);
        Assert.Equal(Elsewhere(session).Room, moved.Room);
        Assert.Equal(before.Draft.Cost + verdict.CostChange!.Value, after.Draft.Cost, 6);
        Assert.Equal(0, after.Draft.HardViolations);
        Assert.Equal(PlanStepKind.Move, after.Steps[^1].Kind);

        var again = (await _town.Allocated(seed: 7)).Draft!.Sessions.Single(s =>
            s.Id == session.Id
        );
        Assert.Equal(
            (moved.Room, moved.Date, moved.Window),
            (again.Room, again.Date, again.Window)
        );
    }

    [Fact]
    public async Task Move_OfASessionMovedBefore_IsNotHeldByItsOwnPin()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        Assert.Null((await Move(session, Elsewhere(session))).Refusal);

        Assert.False((await _town.Plan.WhyNot(session.Id, SessionPlace.Of(session)))!.IsFree);
        Assert.True((await _town.Plan.TryMove(session.Id, SessionPlace.Of(session)))!.IsFree);
        Assert.Null((await Move(session, SessionPlace.Of(session))).Refusal);
    }

    [Fact]
    public async Task Move_WhereTheRulesForbidIt_IsRefusedWithTheRule_AndChangesNothing()
    {
        var before = await _town.Allocated();
        var session = before.Draft!.Sessions[0];
        var night = Elsewhere(session) with { Start = new TimeOnly(20, 0) };

        Assert.Equal("place-not-free", (await Move(session, night)).Refusal?.Code);
        Assert.Equal(before.Version, (await _town.Plan.Get()).Version);
    }

    [Fact]
    public async Task Move_OntoAnother_IsRefusedUntilTheOtherIsAccepted()
    {
        var sessions = (await _town.Allocated()).Draft!.Sessions;
        var taken = SessionPlace.Of(sessions[1]);
        var verdict = (await _town.Plan.TryMove(sessions[0].Id, taken))!;
        Assert.Equal(sessions[1].Id, Assert.Single(verdict.Others));

        Assert.Equal("others-in-the-way", (await Move(sessions[0], taken)).Refusal?.Code);
        Assert.Null((await Move(sessions[0], taken, verdict.Others)).Refusal);

        var draft = (await _town.Plan.Get()).Draft!;
        Assert.Equal(0, draft.HardViolations);
        Assert.Equal(
            taken.Date,
            draft.Sessions.Single(session => session.Id == sessions[0].Id).Date
        );
    }

    [Fact]
    public async Task Move_OnAVersionThatIsNoLonger_IsRefused()
    {
        var seen = await _town.Allocated();
        await _town.Plan.Pin(_town.Info(), [seen.Draft!.Sessions[1].Id], pinned: true);

        var answer = await _town.Plan.Move(
            new MoveSession(
                _town.Info(),
                seen.Version,
                seen.Draft.Sessions[0].Id,
                Elsewhere(seen.Draft.Sessions[0])
            )
        );

        Assert.Equal("changed-meanwhile", answer.Refusal?.Code);
    }

    [Fact]
    public async Task Move_IntoThePast_IsRefused()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        await _town.Wait(TimeSpan.FromDays(2));

        var answer = await Move(session, Elsewhere(session) with { Date = Week.Monday });

        Assert.Contains("in the past", answer.Refusal?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UndoAndRedo_GoBackAndForth_OverAMoveAPinAndARun_AlsoAfterARestart()
    {
        var first = (await _town.Allocated()).Draft!;
        Assert.Null((await Move(first.Sessions[0], Elsewhere(first.Sessions[0]))).Refusal);
        var moved = (await _town.Plan.Get()).Draft!;
        await _town.Plan.Pin(_town.Info(), [first.Sessions[1].Id], pinned: true);
        var second = (await _town.Allocated(seed: 5)).Draft!;
        await _town.Crash();

        await Undo();
        await Undo();
        Same(moved, (await _town.Plan.Get()).Draft);
        await Undo();
        Same(first, (await _town.Plan.Get()).Draft);
        await Undo();
        Assert.Equal(PlanStatus.Empty, (await _town.Plan.Get()).Status);
        Assert.Equal("nothing-to-undo", (await TryUndo()).Refusal?.Code);

        for (var step = 0; step < 4; step++)
            await Redo();
        Same(second, (await _town.Plan.Get()).Draft);
        Assert.Equal("nothing-to-redo", (await TryRedo()).Refusal?.Code);
    }

    [Fact]
    public async Task Undo_Repeated_IsOneStepBack()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        await Move(session, Elsewhere(session));
        var version = (await _town.Plan.Get()).Version;

        var first = await _town.Plan.Undo(_town.Info("click"), version);
        Assert.Equal(first, await _town.Plan.Undo(_town.Info("click"), version));

        Assert.Equal(PlanStepKind.Run, Assert.Single((await _town.Plan.Get()).Steps).Kind);
    }

    [Fact]
    public async Task Weights_Set_CountInTheNextRun_AndUnknownRulesAreRefused()
    {
        var network = _town.Grains.Network;
        var version = (await network.Get()).Version;
        Assert.Equal(
            "unknown-rule",
            (await network.SetWeights([new("luck", 1)], version, Coordinator)).Refusal?.Code
        );
        Assert.Null((await network.SetWeights([new("spread", 7)], version, Coordinator)).Refusal);
        Assert.Equal(
            "changed-meanwhile",
            (await network.SetWeights([], version, Coordinator)).Refusal?.Code
        );

        Assert.Equal(7, (await network.Rules()).Single(rule => rule.Rule == "spread").Weight);
        var draft = (await _town.Allocated()).Draft!;
        Assert.Equal(7, draft.Scores.Single(score => score.Rule == "spread").Weight);
    }

    [Fact]
    public async Task Compare_WithThePublishedPlanAndWithAnEarlierRun_SaysWhatMoved()
    {
        var published = (await _town.Published()).Published!;
        var run = (await _town.Allocated(seed: 3)).Steps[^1].Version;
        var session = (await _town.Plan.Get()).Draft!.Sessions[0];
        await Move(session, Elsewhere(session));

        var since = (await _town.Plan.Compare(run))!;
        Assert.Equal(session.Id, Assert.Single(since.Differences).Session);
        Assert.Equal(1, since.Same);
        Assert.Equal(published.Cost, (await _town.Plan.Compare(null))!.Before.Cost);
        Assert.Null(await _town.Plan.Compare(9_999));
    }

    [Fact]
    public async Task Publish_ForgetsTheSteps()
    {
        await _town.Published();

        Assert.Empty((await _town.Plan.Get()).Steps);
        Assert.Equal("nothing-to-undo", (await TryUndo()).Refusal?.Code);
    }

    [Fact]
    public async Task History_KeepsTheNewestStepsOnly()
    {
        var session = (await _town.Allocated()).Draft!.Sessions[0];
        for (var i = 0; i < DraftHistory.StepsKept + 5; i++)
            await _town.Plan.Pin(_town.Info(), [session.Id], pinned: i % 2 == 0);

        var steps = (await _town.Plan.Get()).Steps;
        Assert.Equal(DraftHistory.StepsKept, steps.Length);
        Assert.All(steps, step => Assert.NotEqual(PlanStepKind.Run, step.Kind));
    }

    private static SessionPlace Elsewhere(Session session) =>
        SessionPlace.Of(session) with
        {
            Room = new RoomId(session.Room.Value == "c1" ? "c2" : "c1"),
        };

    private async Task<Answer<PlanReceipt>> Move(
        Session session,
        SessionPlace place,
        ImmutableArray<SessionId>? others = null
    ) =>
        await _town.Plan.Move(
            new MoveSession(
                _town.Info(),
                (await _town.Plan.Get()).Version,
                session.Id,
                place with
                {
                    Clinicians = [],
                }
            )
            {
                Others = others ?? [],
            }
        );

    private async Task<Answer<PlanReceipt>> TryUndo() =>
        await _town.Plan.Undo(_town.Info(), (await _town.Plan.Get()).Version);

    private async Task<Answer<PlanReceipt>> TryRedo() =>
        await _town.Plan.Redo(_town.Info(), (await _town.Plan.Get()).Version);

    private async Task Undo() => Assert.Null((await TryUndo()).Refusal);

    private async Task Redo() => Assert.Null((await TryRedo()).Refusal);

    private static void Same(Plan expected, Plan? actual)
    {
        Assert.NotNull(actual);
        Assert.Empty(PlanComparison.Of(expected, actual).Differences);
        Assert.Equal(expected.Cost, actual.Cost);
        Assert.Equal(expected.Unplaced.Length, actual.Unplaced.Length);
        Assert.Equal(
            expected.Sessions.Select(session => session.IsPinned),
            actual.Sessions.Select(session => session.IsPinned)
        );
    }
}
