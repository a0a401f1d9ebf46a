using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>A diary with the real rules and nothing behind it: no disk, no clinicians. It notes every command; a test may answer in its place.</summary>
public sealed class FakeDiary(
    DiaryKey key,
    FakeFeed feed,
    TimeProvider clock,
    Func<DiaryKey, FakeDiary> others
) : IDiaryGrain
{
    private readonly Lock turn = new();
    private readonly List<DiaryCommand> commands = [];
    private readonly List<DiaryEntry> entries = [];

    public Diary State { get; private set; } = new() { Hub = key.Hub, Date = key.Date };

    /// <summary>A refusal or fault to answer with, or null to let the rules decide.</summary>
    public Func<DiaryCommand, object?> Respond { get; set; } = _ => null;

    public IReadOnlyList<DiaryCommand> Commands
    {
        get
        {
            lock (turn)
                return [.. commands];
        }
    }

    /// <summary>Publishes these sessions, as a coordinator would.</summary>
    public FakeDiary With(params Session[] sessions)
    {
        var hub = SampleNetwork.Network.Hubs.First(hub => hub.Id == key.Hub);
        var info = new CommandInfo(
            new CommandId($"publish-{State.Version}"),
            "-",
            new Actor(Role.Coordinator, "test")
        );
        var answer = Do<DayReceipt>(new PublishDay(info, HubDay.Of(hub, key.Date), [.. sessions]));
        return answer.Refusal is null
            ? this
            : throw new InvalidOperationException(answer.Refusal.Sentence);
    }

    public Task<Diary> Get() => Task.FromResult(State);

    public Task<Board> Watch() => Task.FromResult(Board.Of(State));

    public Task<Answer<DayReceipt>> Publish(PublishDay command) => Ask<DayReceipt>(command);

    public Task<DayReceipt> PreviewPublish(HubDay day, ImmutableArray<Session> sessions) =>
        throw new NotSupportedException();

    public Task<Answer<SessionReceipt>> PlaceSession(PlaceSession command) =>
        Ask<SessionReceipt>(command);

    public Task<Answer<SessionReceipt>> CancelSession(CancelSession command) =>
        Ask<SessionReceipt>(command);

    public Task<Answer<SessionReceipt>> ChangeRoom(ChangeRoom command) =>
        Ask<SessionReceipt>(command);

    public Task<Answer<RoomReceipt>> BlockRoom(BlockRoom command) => Ask<RoomReceipt>(command);

    public Task<Answer<RoomReceipt>> UnblockRoom(UnblockRoom command) => Ask<RoomReceipt>(command);

    public Task<Answer<RoomReceipt>> SetRoomState(SetRoomState command) =>
        Ask<RoomReceipt>(command);

    public Task<Answer<HoldReceipt>> Hold(HoldSlots command) => Ask<HoldReceipt>(command);

    public Task<Answer<HoldReceipt>> ExtendHold(ExtendHold command) => Ask<HoldReceipt>(command);

    public Task<Answer<HoldReceipt>> ReleaseHold(ReleaseHold command) => Ask<HoldReceipt>(command);

    public Task<int> ExpireHolds() => Task.FromResult(0);

    public Task<Answer<AppointmentReceipt>> Book(BookAppointment command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<AppointmentReceipt>> Reschedule(RescheduleAppointment command) =>
        Ask<AppointmentReceipt>(command);

    public Task<Answer<AppointmentReceipt>> MoveElsewhere(
        CommandInfo info,
        AppointmentId appointment,
        DiaryKey to,
        SessionId session,
        TimeOnly start
    ) => throw new NotSupportedException("The fakes do not move between diaries.");

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

    public async Task<Answer<WalkInReceipt>> SendWalkIn(SendWalkIn command)
    {
        var begun = await Ask<ErrandReceipt>(command);
        if (begun.Refusal is { } refusal)
            return refusal;
        var there = await others(command.To)
            .Book(
                new BookAppointment(
                    command.Info.Step("book"),
                    command.Session,
                    command.Start,
                    command.Service,
                    command.Resident,
                    []
                )
            );
        return there.Refusal is { } refused
            ? refused
            : await Ask<WalkInReceipt>(
                new EndSending(command.Info.Step("sent"), begun.Receipt!.Errand, there.Receipt!)
            );
    }

    public Task<ImmutableArray<DiaryHistoryLine>> History(AppointmentId? appointment, int limit) =>
        Task.FromResult(DiaryHistory.Lines(State, entries, hub => hub.Value, appointment, limit));

    private Task<Answer<TReceipt>> Ask<TReceipt>(DiaryCommand command)
        where TReceipt : Receipt
    {
        lock (turn)
            commands.Add(command);
        return Respond(command) switch
        {
            null => Task.FromResult(Do<TReceipt>(command)),
            Refusal refusal => Task.FromResult<Answer<TReceipt>>(refusal),
            Exception fault => Task.FromException<Answer<TReceipt>>(fault),
            var other => throw new InvalidOperationException(
                $"{other} is neither refusal nor fault"
            ),
        };
    }

    private Answer<TReceipt> Do<TReceipt>(DiaryCommand command)
        where TReceipt : Receipt
    {
        lock (turn)
        {
            var before = State;
            var decision = before.Decide(command, clock.GetUtcNow());
            if (decision.Refusal is { } refusal)
                return refusal;
            if (decision.Entry is { } entry)
            {
                entries.Add(entry);
                State = before.Apply(entry);
                feed.Saw(BoardChange.Between(before, State, [entry]));
            }
            return (TReceipt)decision.Receipt!;
        }
    }
}
