using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;

namespace Hubs.Grains;

/// <summary>
/// One hub on one date. Every rule is in <see cref="Diary"/>: this asks it, saves what it decided, answers, and tells the hub's feed. What needs
/// other grains too is in the other parts: placing sessions, moving appointments, sending walk-ins, errands.
/// </summary>
public sealed partial class DiaryGrain(
    IJournal journal,
    [PersistentState("snapshot", "hubs")] IPersistentState<Snapshot<Diary>> snapshot,
    TimeProvider clock
) : EventSourcedGrain<Diary, DiaryEntry>(journal, snapshot), IDiaryGrain
{
    private Board? _board;

    private DiaryKey Key => DiaryKey.Parse(this.GetPrimaryKeyString());

    private DateTimeOffset Now => clock.GetUtcNow();

    protected override Diary Empty => new() { Hub = Key.Hub, Date = Key.Date };

    protected override string Stream => field ??= $"diary/{this.GetPrimaryKeyString()}";

    protected override JsonTypeInfo<DiaryEntry> EntryJson { get; } = StoredJson.Of<DiaryEntry>();

    protected override Diary Apply(Diary state, DiaryEntry entry) => state.Apply(entry);

    protected override void Saved(Diary before, Diary after, IReadOnlyList<DiaryEntry> entries)
    {
        if (entries.Any(entry => entry.Facts.Any(fact => fact is SlotsHeld or ErrandBegun)))
            KeepUp(after);
        _ = GrainFactory.HubFeed(after.Hub).Changed(BoardChange.Between(before, after, entries));
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        KeepUp(Durable);
    }

    public Task<Diary> Get() => Task.FromResult(Durable);

    public Task<Board> Watch() =>
        Task.FromResult(
            _board is { } board && board.Version == Durable.Version
                ? board
                : _board = Board.Of(Durable)
        );

    public Task<Answer<DayReceipt>> Publish(PublishDay command) => Ask<DayReceipt>(command);

    public Task<DayReceipt> PreviewPublish(HubDay day, ImmutableArray<Session> sessions) =>
        Task.FromResult(Durable.Preview(day, sessions, Now));

    public Task<Answer<SessionReceipt>> ChangeRoom(ChangeRoom command) =>
        Ask<SessionReceipt>(command);

    public Task<Answer<RoomReceipt>> BlockRoom(BlockRoom command) => Ask<RoomReceipt>(command);

    public Task<Answer<RoomReceipt>> UnblockRoom(UnblockRoom command) => Ask<RoomReceipt>(command);

    public Task<Answer<RoomReceipt>> SetRoomState(SetRoomState command) =>
        Ask<RoomReceipt>(command);

    public Task<Answer<HoldReceipt>> Hold(HoldSlots command) => Ask<HoldReceipt>(command);

    public Task<Answer<HoldReceipt>> ExtendHold(ExtendHold command) => Ask<HoldReceipt>(command);

    public Task<Answer<HoldReceipt>> ReleaseHold(ReleaseHold command) => Ask<HoldReceipt>(command);

    public async Task<int> ExpireHolds()
    {
        var key = new CommandId($"expire-{Now.UtcTicks}");
        var answer = await Ask<HoldsReceipt>(new ExpireHolds(new CommandInfo(key, "", Clockwork)));
        return answer.Receipt?.Ended ?? 0;
    }

    public Task<Answer<AppointmentReceipt>> Book(BookAppointment command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<AppointmentReceipt>> Reschedule(RescheduleAppointment command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<AppointmentReceipt>> Cancel(CancelAppointment command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<AppointmentReceipt>> ChangeStatus(ChangeAppointmentStatus command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<WalkInReceipt>> RegisterWalkIn(RegisterWalkIn command) =>
        Ask<WalkInReceipt>(command);

    public Task<Answer<WalkInReceipt>> PlaceWalkIn(PlaceWalkIn command) =>
        Ask<WalkInReceipt>(command);

    public Task<Answer<WalkInReceipt>> CloseWalkIn(CloseWalkIn command) =>
        Ask<WalkInReceipt>(command);

    public async Task<ImmutableArray<DiaryHistoryLine>> History(
        AppointmentId? appointment,
        int limit
    )
    {
        var entries = await ReadHistory();
        var network = (await GrainFactory.Network.Get()).Network;
        return DiaryHistory.Lines(
            Durable,
            entries,
            hub => network.FindHub(hub)?.Name ?? hub.Value,
            appointment,
            limit
        );
    }

    private Task<Answer<TReceipt>> Ask<TReceipt>(DiaryCommand command)
        where TReceipt : Receipt =>
        Execute<Answer<TReceipt>>(diary =>
        {
            var decision = diary.Decide(command, Now);
            return new(decision.As<TReceipt>(), decision.Entry);
        });
}
