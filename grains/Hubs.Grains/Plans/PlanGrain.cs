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
    private CancellationTokenSource? _stop;
    private readonly LaidOutWeek _laidOut = new();
    private bool _publishing;
    private PlanProgress? _progress;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!IsoWeek.TryParse(this.GetPrimaryKeyString(), out _week))
            throw new ArgumentException(
                $"'{this.GetPrimaryKeyString()}' is not a week: write 2026-W48"
            );
        if (state.RecordExists)
            _plan = state.State;
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
                Progress = _progress,
            }
        );

    public Task<Answer<PlanReceipt>> Run(RunPlan command)
    {
        if (Repeated(command.Info) is { } before)
            return Answered(before);
        if (Busy is { } refusal)
            return Answered(refusal);
        _stop = new CancellationTokenSource();
        _progress = new PlanProgress("Collecting the week", 0, 0, 0, 0, TimeSpan.Zero);
        _ = Allocate(command, _stop.Token);
        return Answered(new PlanReceipt(_week, PlanStatus.Allocating) { Version = _plan.Version });
    }

    public Task Stop() => _stop?.CancelAsync() ?? Task.CompletedTask;

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
        if (PlanRefusals.DayRefused(preview) is { } day)
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
        var changed = plan with
        {
            Sessions =
            [
                .. plan.Sessions.Select(s =>
                    sessions.Contains(s.Id) ? s with { IsPinned = pinned } : s
                ),
            ],
        };
        var receipt = new PlanReceipt(_week, PlanStatus.Draft) { Version = _plan.Version + 1 };
        await Save(
            _plan with
            {
                Draft = changed,
                Version = receipt.Version,
                Answered = Remember(info, receipt),
            }
        );
        return receipt;
    }

    public async Task<PlaceVerdict?> WhyNot(SessionId session, SessionPlace place) =>
        (await Inquire()).WhyNot(session, place);

    public async Task<SessionReasons?> Why(SessionId session) => (await Inquire()).Why(session);

    public async Task<ImmutableArray<Relaxation>> Relaxations(SessionId session)
    {
        var inquiry = await Inquire();
        return await Task.Run(() => inquiry.Relaxations(session));
    }

    private async Task<WeekInquiry> Inquire()
    {
        var (draft, published) = (_plan.Draft, _plan.Published);
        return await _laidOut.For(
            await WeekGathering.Gather(GrainFactory, _week, draft, published, _calendar),
            (draft ?? published)?.Sessions ?? []
        );
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Being activated was enough to resume; what is finished needs no more reminding.
        if (_plan.Publishing is null)
            await ForgetReminder();
    }

    public void Dispose() => _stop?.Dispose();

    private PlanStatus Status =>
        _stop is not null ? PlanStatus.Allocating
        : _plan.Publishing is not null ? PlanStatus.Publishing
        : _plan.Draft is not null ? PlanStatus.Draft
        : _plan.Published is not null ? PlanStatus.Published
        : PlanStatus.Empty;

    private Refusal? Busy =>
        Status is PlanStatus.Allocating or PlanStatus.Publishing ? PlanRefusals.Busy(_week) : null;

    private async Task Allocate(RunPlan command, CancellationToken stop)
    {
        try
        {
            var problem = await WeekGathering.Gather(
                GrainFactory,
                _week,
                _plan.Draft,
                _plan.Published,
                _calendar
            );
            var options = new AllocationOptions
            {
                Seed = command.Seed,
                Iterations = command.Iterations,
                TimeBudget = command.TimeBudget,
            };
            DelayDeactivation(command.TimeBudget + TimeSpan.FromMinutes(5));
            var plan = await Task.Run(
                () => Allocator.Allocate(problem, options, Report, stop),
                CancellationToken.None
            );
            var receipt = new PlanReceipt(_week, PlanStatus.Draft) { Version = _plan.Version + 1 };
            await Save(
                _plan with
                {
                    Draft = plan,
                    Version = receipt.Version,
                    Problems = [],
                    Answered = Remember(command.Info, receipt),
                }
            );
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
            EndAllocating();
        }

        void Report(AllocationProgress at) =>
            _progress = new PlanProgress(
                "Allocating",
                at.Done,
                at.Placed,
                at.Wanted,
                at.Cost,
                at.Elapsed
            );

        void EndAllocating()
        {
            if (_stop is null)
                return;
            _stop.Dispose();
            _stop = null;
            _progress = null;
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
                    _progress = new PlanProgress(
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
            _progress = null;
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
