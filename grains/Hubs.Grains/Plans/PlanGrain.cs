using System.Collections.Immutable;
using Hubs.Allocation;
using Hubs.Contracts;
using Hubs.Model;
using Microsoft.Extensions.Logging;

namespace Hubs.Grains;

/// <summary>
/// One week over all hubs. Allocating runs on the thread pool, publishing on the grain's own turns; both outlive the call that started them.
/// A publication is written down before its first step, so a restart finishes it.
/// </summary>
public sealed class PlanGrain(
    TimeProvider clock,
    ILogger<PlanGrain> log,
    [PersistentState("plan", "hubs")] IPersistentState<PlanRecord> state
) : Grain, IPlanGrain, IRemindable, IDisposable
{
    private const string Resume = "resume publication";
    private const int AnswersKept = 50;

    private readonly UkCalendar _calendar = new(clock);
    private IsoWeek _week;
    private PlanRecord _plan = new();
    private readonly LaidOutWeek _laidOut = new();
    private (WeekProblem Problem, PlanBound Bound)? _bound;
    private MoveJudge _judge = null!;
    private AllocationRun? _run;
    private bool _publishing;
    private PlanProgress? _published;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!IsoWeek.TryParse(this.GetPrimaryKeyString(), out _week))
            throw new ArgumentException(
                $"'{this.GetPrimaryKeyString()}' is not a week: write 2026-W48"
            );
        if (state.RecordExists)
            _plan = state.State;
        _judge = new MoveJudge(Gather, _laidOut);
        if (_plan.Publishing is not null)
            await StartPublishing(_plan.Publishing with { Attempt = _plan.Publishing.Attempt + 1 });
    }

    public Task<PlanState> Get() =>
        Task.FromResult(
            new PlanState
            {
                Week = _week,
                Status = Status,
                Draft = _plan.Draft,
                Published = _plan.Published,
                Version = _plan.Version,
                Problems = _plan.Problems,
                Progress = _run?.Progress ?? _published,
                Steps = [.. _plan.History.Past.Select(kept => kept.Step)],
                Undone = [.. _plan.History.Undone.Select(kept => kept.Step)],
            }
        );

    public Task<Answer<PlanReceipt>> Run(RunPlan command)
    {
        if (Repeated(command.Info) is { } before)
            return Answered(before);
        if (Busy is { } refusal)
            return Answered(refusal);
        _run = new AllocationRun();
        _ = Allocate(command, _run);
        return Answered(new PlanReceipt(_week, PlanStatus.Allocating) { Version = _plan.Version });
    }

    public Task Stop() => _run?.Stop() ?? Task.CompletedTask;

    public async Task<PublishPreview> Preview()
    {
        var sessions = (_plan.Draft ?? _plan.Published)?.Sessions ?? [];
        var network = (await GrainFactory.Network.Get()).Network;
        var days = await Task.WhenAll(
            from hub in network.Hubs
            from date in _week.Days
            where date >= _calendar.Today
            select GrainFactory
                .Diary(hub.Id, date)
                .PreviewPublish(
                    HubDay.Of(hub, date),
                    [
                        .. sessions.Where(s =>
                            s.Hub == hub.Id && s.Date == date && s.Clinic is not null
                        ),
                    ]
                )
        );
        return new PublishPreview(_week, _plan.Version, [.. days]);
    }

    public async Task<Answer<PlanReceipt>> Publish(PublishPlan command)
    {
        if (Repeated(command.Info) is { } before)
            return before;
        if (Busy is { } busy)
            return busy;
        if (_plan.Draft is not { } draft)
            return PlanRefusals.NoDraft(_week);
        if (command.Version != _plan.Version)
            return PlanRefusals.ChangedMeanwhile(command.Version, _plan.Version);
        var network = (await GrainFactory.Network.Get()).Network;
        var diaries = await WeekGathering.Diaries(GrainFactory, network, _week);
        if (PlanRefusals.BookedSince(draft, WeekGathering.BookedByHand(diaries)) is { } booked)
            return booked;
        var preview = await Preview();
        if (PlanRefusals.DayRefused(preview, network) is { } day)
            return day;
        var orphans = preview.Orphaned;
        if (orphans > command.AcceptedOrphans)
            return PlanRefusals.MoreOrphans(orphans, command.AcceptedOrphans);

        var receipt = new PlanReceipt(_week, PlanStatus.Publishing) { Version = _plan.Version };
        await StartPublishing(new Publication(command.Info, draft, Attempt: 1), receipt);
        return receipt;
    }

    public async Task<Answer<PlanReceipt>> Pin(
        CommandInfo info,
        ImmutableArray<SessionId> sessions,
        bool pinned
    )
    {
        if (Repeated(info) is { } before)
            return before;
        if (Busy is { } busy)
            return busy;
        if ((_plan.Draft ?? _plan.Published) is not { } plan)
            return PlanRefusals.NoDraft(_week);
        return await Change(
            info,
            plan.WithPins(sessions, pinned),
            pinned ? PlanStepKind.Pin : PlanStepKind.Unpin,
            PlanSentences.Pinned([.. plan.Sessions.Where(s => sessions.Contains(s.Id))], pinned)
        );
    }

    public async Task<Answer<PlanReceipt>> Move(MoveSession command)
    {
        if (Repeated(command.Info) is { } before)
            return before;
        if (Busy is { } busy)
            return busy;
        if ((_plan.Draft ?? _plan.Published) is not { } plan)
            return PlanRefusals.NoDraft(_week);
        if (command.Version != _plan.Version)
            return PlanRefusals.EditedMeanwhile(command.Version, _plan.Version);
        var judged = await _judge.Judge(plan, command.Session, command.Place, Now);
        if (judged.Verdict is not { } verdict)
            return PlanRefusals.NobodyWants(command.Session);
        if (PlanRefusals.OfMove(verdict, command.Others) is { } refusal)
            return refusal;
        var now = plan.Sessions.FirstOrDefault(session => session.Id == command.Session);
        if (now is not null && PlanSentences.IsAt(now, verdict.Place))
            return PlanRefusals.AlreadyThere(verdict.Name);
        var (moved, breach) = await Task.Run(judged.Make);
        if (breach is not null)
            return PlanRefusals.BreaksRule(breach.Sentence);
        return await Change(
            command.Info,
            moved,
            PlanStepKind.Move,
            PlanSentences.Moved(verdict, judged.Problem.Network)
        );
    }

    public async Task<Answer<PlanReceipt>> Undo(CommandInfo info, long version) =>
        Repeated(info) is { } before ? before
        : CannotEdit(version) is { } refusal ? refusal
        : _plan.History.Undo(_plan.Draft) is var (history, draft, _)
            ? await Restore(info, history, draft)
        : PlanRefusals.NothingToUndo;

    public async Task<Answer<PlanReceipt>> Redo(CommandInfo info, long version) =>
        Repeated(info) is { } before ? before
        : CannotEdit(version) is { } refusal ? refusal
        : _plan.History.Redo(_plan.Draft) is var (history, draft, _)
            ? await Restore(info, history, draft)
        : PlanRefusals.NothingToRedo;

    public Task<PlanComparison?> Compare(long? with)
    {
        var before = with is { } version
            ? _plan.History.DraftOf(version, _plan.Draft)
            : _plan.Published;
        return Task.FromResult(
            before is not null && (_plan.Draft ?? _plan.Published) is { } after
                ? PlanComparison.Of(before, after)
                : null
        );
    }

    public async Task<PlaceVerdict?> TryMove(SessionId session, SessionPlace place) =>
        (_plan.Draft ?? _plan.Published) is { } plan
            ? (await _judge.Judge(plan, session, place, Now)).Verdict
            : null;

    public async Task<PlaceVerdict?> WhyNot(SessionId session, SessionPlace place) =>
        (await Inquire()).WhyNot(session, place);

    public async Task<SessionReasons?> Why(SessionId session) => (await Inquire()).Why(session);

    public async Task<ImmutableArray<Relaxation>> Relaxations(SessionId session)
    {
        var inquiry = await Inquire();
        return await Task.Run(() => inquiry.Relaxations(session));
    }

    public async Task<RepairOffer?> Repair(Disruption disruption)
    {
        if (_plan.Published is not { } published)
            return null;
        var version = _plan.Version;
        var week = await RepairGathering.Gather(GrainFactory, published, _calendar);
        var offer = await Task.Run(() =>
            Allocator.Repair(week.Problem, week.Sessions, disruption, week.Appointments)
        );
        return offer with { Version = version };
    }

    public async Task<Answer<PlanReceipt>> TakeRepair(TakeRepair command)
    {
        if (Repeated(command.Info) is { } before)
            return before;
        if (Busy is { } busy)
            return busy;
        if (command.Version != _plan.Version)
            return PlanRefusals.ChangedMeanwhile(command.Version, _plan.Version);
        if (await Repair(command.Disruption) is not { } offer)
            return PlanRefusals.NotPublished(_week);
        var taken = offer.Plans.First(plan => plan.Goals.Contains(command.Goal));
        return await Change(
            command.Info,
            taken.Plan,
            PlanStepKind.Repair,
            PlanSentences.Repaired(command.Disruption, taken)
        );
    }

    public async Task<PlanBound> Bound()
    {
        var problem = await Gather(_plan.Draft ?? _plan.Published);
        if (_bound is not var (known, bound) || !LaidOutWeek.IsSame(known, problem))
            _bound = (problem, bound = await Task.Run(() => Allocator.Bound(problem)));
        return bound;
    }

    private async Task<WeekInquiry> Inquire()
    {
        var plan = _plan.Draft ?? _plan.Published;
        return await _laidOut.For(await Gather(plan), plan?.Sessions ?? []);
    }

    private Task<WeekProblem> Gather(Plan? plan) =>
        WeekGathering.Gather(GrainFactory, _week, plan, _plan.Published, _calendar);

    private DateTime Now => _calendar.Now.DateTime;

    private Refusal? CannotEdit(long version) =>
        Busy
        ?? (version == _plan.Version ? null : PlanRefusals.EditedMeanwhile(version, _plan.Version));

    /// <summary>Makes this the draft, and what it was before something that can be undone.</summary>
    private async Task<PlanReceipt> Change(
        CommandInfo info,
        Plan draft,
        PlanStepKind kind,
        string sentence
    )
    {
        var receipt = new PlanReceipt(_week, PlanStatus.Draft) { Version = _plan.Version + 1 };
        var step = PlanStep.To(draft, receipt.Version, _calendar.Now, info.By, kind, sentence);
        await Save(
            _plan with
            {
                Draft = draft,
                Version = receipt.Version,
                Problems = kind is PlanStepKind.Run ? [] : _plan.Problems,
                History = _plan.History.With(step, _plan.Draft, draft),
                Answered = Remember(info, receipt),
            }
        );
        return receipt;
    }

    private async Task<PlanReceipt> Restore(CommandInfo info, DraftHistory history, Plan? draft)
    {
        var changed = _plan with { Draft = draft, Version = _plan.Version + 1, History = history };
        var receipt = new PlanReceipt(
            _week,
            draft is not null ? PlanStatus.Draft
                : _plan.Published is not null ? PlanStatus.Published
                : PlanStatus.Empty
        )
        {
            Version = changed.Version,
        };
        await Save(changed with { Answered = Remember(info, receipt) });
        return receipt;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Being activated was enough to resume; what is finished needs no more reminding.
        if (_plan.Publishing is null)
            await ForgetReminder();
    }

    public void Dispose() => _run?.Dispose();

    private PlanStatus Status =>
        _run is not null ? PlanStatus.Allocating
        : _plan.Publishing is not null ? PlanStatus.Publishing
        : _plan.Draft is not null ? PlanStatus.Draft
        : _plan.Published is not null ? PlanStatus.Published
        : PlanStatus.Empty;

    private Refusal? Busy =>
        Status is PlanStatus.Allocating or PlanStatus.Publishing ? PlanRefusals.Busy(_week) : null;

    private async Task Allocate(RunPlan command, AllocationRun run)
    {
        try
        {
            DelayDeactivation(command.TimeBudget + TimeSpan.FromMinutes(5));
            var plan = await run.Find(await Gather(_plan.Draft), command);
            await Change(command.Info, plan, PlanStepKind.Run, PlanSentences.Run(command, plan));
            if (command.PublishWhenDone)
                await StartPublishing(new Publication(command.Info, plan, Attempt: 1));
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Allocating {Week} failed", _week);
            _plan = _plan with
            {
                Problems = ["The allocation stopped because of a fault. Run it again"],
            };
        }
        finally
        {
            _run = null;
            run.Dispose();
        }
    }

    /// <summary>Writes the publication down, then starts it without waiting for its end.</summary>
    private async Task StartPublishing(Publication publication, PlanReceipt? receipt = null)
    {
        if (_publishing)
            return;
        await Save(
            _plan with
            {
                Publishing = publication,
                Answered = receipt is null ? _plan.Answered : Remember(publication.Info, receipt),
            }
        );
        _publishing = true;
        _ = BringDiariesTo(publication);
    }

    private async Task BringDiariesTo(Publication publication)
    {
        try
        {
            // Should this process die half-way, the reminder wakes the grain, and waking resumes.
            await this.RegisterOrUpdateReminder(
                Resume,
                TimeSpan.FromMinutes(1),
                TimeSpan.FromMinutes(1)
            );
            DelayDeactivation(TimeSpan.FromMinutes(10));
            var network = (await GrainFactory.Network.Get()).Network;
            var publisher = new Publisher(GrainFactory, _calendar, publication, _plan.Published);
            var started = clock.GetTimestamp();
            var published = await publisher.Publish(
                network,
                (done, of) =>
                    _published = new PlanProgress(
                        "Publishing",
                        (double)done / of,
                        publication.Plan.Sessions.Length,
                        publication.Plan.Sessions.Length + publication.Plan.Unplaced.Length,
                        publication.Plan.Cost,
                        clock.GetElapsedTime(started)
                    )
            );
            await Save(
                _plan with
                {
                    Draft = null,
                    Published = published,
                    Publishing = null,
                    History = DraftHistory.Empty,
                    Version = _plan.Version + 1,
                    Problems = publisher.Problems,
                }
            );
            await ForgetReminder();
        }
        catch (Exception fault)
        {
            log.LogError(
                fault,
                "Publishing {Week} failed; it resumes when the plan is next woken",
                _week
            );
            DeactivateOnIdle();
        }
        finally
        {
            _publishing = false;
            _published = null;
        }
    }

    private async Task ForgetReminder()
    {
        if (await this.GetReminder(Resume) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private async Task Save(PlanRecord plan)
    {
        state.State = plan;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        _plan = plan;
    }

    private PlanReceipt? Repeated(CommandInfo info) =>
        _plan.Answered.FirstOrDefault(answered => answered.Command == info.Id)?.Receipt;

    private ImmutableArray<AnsweredPlanCommand> Remember(CommandInfo info, PlanReceipt receipt) =>
        [.. _plan.Answered.TakeLast(AnswersKept - 1), new AnsweredPlanCommand(info.Id, receipt)];

    private static Task<Answer<PlanReceipt>> Answered(PlanReceipt receipt) =>
        Task.FromResult<Answer<PlanReceipt>>(receipt);

    private static Task<Answer<PlanReceipt>> Answered(Refusal refusal) =>
        Task.FromResult<Answer<PlanReceipt>>(refusal);
}
