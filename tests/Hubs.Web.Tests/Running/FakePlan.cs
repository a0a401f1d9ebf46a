using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>
/// A week's plan with the real refusals and history and nothing behind it: a run makes <see cref="NextDraft"/> at once, a publication is done at once,
/// and verdicts are what the test says.
/// </summary>
public sealed class FakePlan(IsoWeek week, TimeProvider clock) : IPlanGrain
{
    private DraftHistory history = DraftHistory.Empty;
    private Plan? draft;
    private Plan? published;
    private long version;

    public List<object> Commands { get; } = [];

    /// <summary>What the next run finds.</summary>
    public Plan NextDraft { get; set; } = new() { Week = week };

    public PlanProgress? Progress { get; set; }

    public bool IsStopped { get; private set; }

    public Func<SessionId, SessionPlace, PlaceVerdict?> Judge { get; set; } = (_, _) => null;

    public Func<SessionId, SessionReasons?> Explain { get; set; } = _ => null;

    public PlanBound Best { get; set; } = new() { Week = week };

    public Task<PlanBound> Bound() => Task.FromResult(Best);

    /// <summary>As if this had been published long ago.</summary>
    public FakePlan Published(Plan plan)
    {
        (published, version) = (plan, version + 1);
        return this;
    }

    public Task<PlanState> Get() =>
        Task.FromResult(
            new PlanState
            {
                Week = week,
                Status =
                    Progress is not null ? PlanStatus.Allocating
                    : draft is not null ? PlanStatus.Draft
                    : published is not null ? PlanStatus.Published
                    : PlanStatus.Empty,
                Draft = draft,
                Published = published,
                Version = version,
                Progress = Progress,
                Steps = [.. history.Past.Select(kept => kept.Step)],
                Undone = [.. history.Undone.Select(kept => kept.Step)],
            }
        );

    public Task<Answer<PlanReceipt>> Run(RunPlan command)
    {
        Commands.Add(command);
        return Progress is not null
            ? Refused(PlanRefusals.Busy(week))
            : Change(command.Info, NextDraft, PlanStepKind.Run, $"Allocated, seed {command.Seed}");
    }

    public Task Stop()
    {
        IsStopped = true;
        return Task.CompletedTask;
    }

    public Task<PublishPreview> Preview() => Task.FromResult(new PublishPreview(week, version, []));

    public Task<Answer<PlanReceipt>> Publish(PublishPlan command)
    {
        Commands.Add(command);
        if (draft is null)
            return Refused(PlanRefusals.NoDraft(week));
        if (command.Version != version)
            return Refused(PlanRefusals.ChangedMeanwhile(command.Version, version));
        (published, draft, history) = (draft, null, DraftHistory.Empty);
        return Receipt(PlanStatus.Publishing);
    }

    public Task<Answer<PlanReceipt>> Pin(
        CommandInfo info,
        ImmutableArray<SessionId> sessions,
        bool pinned
    ) =>
        (draft ?? published) is { } plan
            ? Change(
                info,
                plan.WithPins(sessions, pinned),
                pinned ? PlanStepKind.Pin : PlanStepKind.Unpin,
                pinned ? "Pinned" : "Unpinned"
            )
            : Refused(PlanRefusals.NoDraft(week));

    public Task<PlaceVerdict?> WhyNot(SessionId session, SessionPlace place) =>
        Task.FromResult(Judge(session, place));

    public Task<PlaceVerdict?> TryMove(SessionId session, SessionPlace place) =>
        WhyNot(session, place);

    public Task<SessionReasons?> Why(SessionId session) => Task.FromResult(Explain(session));

    public Task<ImmutableArray<Relaxation>> Relaxations(SessionId session) =>
        Task.FromResult<ImmutableArray<Relaxation>>([]);

    public Task<Answer<PlanReceipt>> Move(MoveSession command)
    {
        Commands.Add(command);
        if ((draft ?? published) is not { } plan)
            return Refused(PlanRefusals.NoDraft(week));
        if (command.Version != version)
            return Refused(PlanRefusals.EditedMeanwhile(command.Version, version));
        if (Judge(command.Session, command.Place) is not { } verdict)
            return Refused(PlanRefusals.NobodyWants(command.Session));
        if (PlanRefusals.OfMove(verdict, command.Others) is { } refusal)
            return Refused(refusal);
        var moved = plan with
        {
            Sessions = Plan.InOrder(
                plan.Sessions.Select(session =>
                    session.Id == command.Session
                        ? session with
                        {
                            Room = verdict.Place.Room,
                            Date = verdict.Place.Date,
                            Window = TimeWindow.Of(verdict.Place.Start, session.Window.Length),
                            IsPinned = true,
                        }
                        : session
                )
            ),
        };
        return Change(command.Info, moved, PlanStepKind.Move, $"Moved {verdict.Name}");
    }

    public Task<Answer<PlanReceipt>> Undo(CommandInfo info, long version) =>
        version != this.version ? Refused(PlanRefusals.EditedMeanwhile(version, this.version))
        : history.Undo(draft) is var (before, earlier, _) ? Restore(before, earlier)
        : Refused(PlanRefusals.NothingToUndo);

    public Task<Answer<PlanReceipt>> Redo(CommandInfo info, long version) =>
        version != this.version ? Refused(PlanRefusals.EditedMeanwhile(version, this.version))
        : history.Redo(draft) is var (after, later, _) ? Restore(after, later)
        : Refused(PlanRefusals.NothingToRedo);

    public Task<PlanComparison?> Compare(long? with)
    {
        var before = with is { } kept ? history.DraftOf(kept, draft) : published;
        return Task.FromResult(
            before is not null && (draft ?? published) is { } after
                ? PlanComparison.Of(before, after)
                : null
        );
    }

    public Task<RepairOffer?> Repair(Disruption disruption) =>
        Task.FromResult(
            published is null
                ? null
                : new RepairOffer(
                    week,
                    version,
                    0,
                    [
                        new RepairPlan
                        {
                            Goals = [.. Enum.GetValues<RepairGoal>()],
                            Plan = published,
                        },
                    ],
                    []
                )
        );

    public Task<Answer<PlanReceipt>> TakeRepair(TakeRepair command) =>
        published is null ? Refused(PlanRefusals.NotPublished(week))
        : command.Version != version
            ? Refused(PlanRefusals.ChangedMeanwhile(command.Version, version))
        : Change(command.Info, published, PlanStepKind.Repair, "Repaired");

    private Task<Answer<PlanReceipt>> Change(
        CommandInfo info,
        Plan next,
        PlanStepKind kind,
        string sentence
    )
    {
        var step = PlanStep.To(next, version + 1, clock.GetUtcNow(), info.By, kind, sentence);
        (history, draft) = (history.With(step, draft, next), next);
        return Receipt(PlanStatus.Draft);
    }

    private Task<Answer<PlanReceipt>> Restore(DraftHistory kept, Plan? plan)
    {
        (history, draft) = (kept, plan);
        return Receipt(PlanStatus.Draft);
    }

    private Task<Answer<PlanReceipt>> Receipt(PlanStatus status) =>
        Task.FromResult<Answer<PlanReceipt>>(new PlanReceipt(week, status) { Version = ++version });

    private static Task<Answer<PlanReceipt>> Refused(Refusal refusal) =>
        Task.FromResult<Answer<PlanReceipt>>(refusal);
}
