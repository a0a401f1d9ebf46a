using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;

namespace Hubs.Grains;

/// <summary>One clinician's promised hours. The rules are in <see cref="ClinicianCalendar"/>; this adds asking the diaries about claims nobody confirmed.</summary>
public sealed class ClinicianGrain(
    IJournal journal,
    [PersistentState("snapshot", "hubs")] IPersistentState<Snapshot<ClinicianCalendar>> snapshot,
    [PersistentState("busy", "hubs")] IPersistentState<OutsideBusy> busy,
    TimeProvider clock
) : EventSourcedGrain<ClinicianCalendar, ClinicianEntry>(journal, snapshot), IClinicianGrain
{
    private static readonly TimeSpan SettleEvery = TimeSpan.FromSeconds(10);

    private static readonly CommandInfo Asking = new(
        new CommandId("settle"),
        "",
        new Actor(Role.System, "Clinician's calendar")
    );

    private IGrainTimer? _settling;
    private ImmutableArray<BusyTime> _busy = [];

    private ClinicianId Id => new(this.GetPrimaryKeyString());

    private DateTimeOffset Now => clock.GetUtcNow();

    protected override ClinicianCalendar Empty => new() { Id = Id };

    protected override string Stream => $"clinician/{Id}";

    protected override JsonTypeInfo<ClinicianEntry> EntryJson { get; } =
        StoredJson.Of<ClinicianEntry>();

    protected override ClinicianCalendar Apply(ClinicianCalendar state, ClinicianEntry entry) =>
        state.Apply(entry);

    protected override void Saved(
        ClinicianCalendar before,
        ClinicianCalendar after,
        IReadOnlyList<ClinicianEntry> entries
    ) => KeepSettling(after);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (busy.RecordExists)
            _busy = busy.State.Times;
        KeepSettling(Durable);
    }

    public async Task<ClinicianDays> Get(DateOnly from, int days)
    {
        await SettleClaims();
        return WithBusy(Durable).Between(from, days);
    }

    public Task<Answer<ClaimReceipt>> Configure(ConfigureClinician command) => Ask(command);

    public async Task<Answer<ClaimReceipt>> Claim(ClaimTime command)
    {
        var answer = await Ask(command);
        // What stands in the way may be a claim whose placing was cut short.
        return answer.IsRefused && await SettleClaims() > 0 ? await Ask(command) : answer;
    }

    public Task<Answer<ClaimReceipt>> Confirm(ConfirmClaims command) => Ask(command);

    public Task<Answer<ClaimReceipt>> Release(ReleaseClaims command) => Ask(command);

    public Task<Answer<ClaimReceipt>> TakeLeave(TakeLeave command) => Ask(command);

    public async Task<ImmutableArray<DayClaim>> SetBusy(ImmutableArray<BusyTime> times)
    {
        if (!_busy.AsSpan().SequenceEqual(times.AsSpan()))
        {
            busy.State = new OutsideBusy(times);
            try
            {
                await busy.WriteStateAsync();
            }
            catch
            {
                DeactivateOnIdle();
                throw;
            }
            _busy = times;
        }
        var today = new UkCalendar(clock).Today;
        return
        [
            .. WithBusy(Durable)
                .Between(today, DateOnly.MaxValue.DayNumber - today.DayNumber)
                .Clashes,
        ];
    }

    public async Task<int> SettleClaims()
    {
        var dropped = 0;
        foreach (var claim in Durable.ExpiredBy(Now).ToList())
        {
            var diary = await GrainFactory.Diary(claim.Hub, claim.Date).Get();
            var answer = await Ask(
                new SettleClaim(
                    Asking.Step($"{Id} {claim.Session} at {Durable.Version}"),
                    claim,
                    diary.HasInSession(Id, claim.Session, claim.Window)
                )
            );
            dropped += answer.Receipt?.Affected.Length ?? 0;
        }
        return dropped;
    }

    /// <summary>Sees to it that claims end in time even if nobody asks.</summary>
    private void KeepSettling(ClinicianCalendar calendar)
    {
        if (_settling is not null || calendar.Pending.IsEmpty)
            return;
        var due = calendar.Pending.Values.Min(claim => claim.Expires) - Now;
        _settling = this.RegisterGrainTimer(
            SettleAndRest,
            new GrainTimerCreationOptions(due > TimeSpan.Zero ? due : TimeSpan.Zero, SettleEvery)
            {
                Interleave = true,
            }
        );
    }

    private async Task SettleAndRest()
    {
        await SettleClaims();
        if (!Durable.Pending.IsEmpty)
            return;
        _settling?.Dispose();
        _settling = null;
    }

    private ClinicianCalendar WithBusy(ClinicianCalendar calendar) =>
        calendar with
        {
            Busy = _busy,
        };

    private Task<Answer<ClaimReceipt>> Ask(ClinicianCommand command) =>
        Execute<Answer<ClaimReceipt>>(calendar =>
        {
            var decision = WithBusy(calendar).Decide(command, Now);
            return new(decision.As<ClaimReceipt>(), decision.Entry);
        });
}
