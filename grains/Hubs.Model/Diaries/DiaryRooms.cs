using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Rooms on the day: blocks and what state they are in.</summary>
public sealed partial record Diary
{
    private Outcome Block(BlockRoom command)
    {
        var block = command.Block;
        if (block.Hub != Hub || block.Date != Date)
            return Refusals.WrongDiary(this, block.Hub, block.Date);
        if (FindRoom(block.Room, out var room) is { } refusal)
            return refusal;
        if (Blocks.Any(b => b.Id == block.Id))
            return Refusals.BlockExists(block);
        return Outcome.Done(
            ReceiptOf(room, StateOf(block.Room), block.Window),
            new RoomBlocked(block)
        );
    }

    private Outcome Unblock(UnblockRoom command)
    {
        var block = Blocks.FirstOrDefault(b => b.Id == command.BlockId);
        if (block is null)
            return Refusals.NoSuchBlock(command.BlockId);
        if (FindRoom(block.Room, out var room) is { } refusal)
            return refusal;
        return Outcome.Done(
            ReceiptOf(room, StateOf(block.Room), null),
            new RoomUnblocked(command.BlockId)
        );
    }

    private Outcome SetState(SetRoomState command) =>
        FindRoom(command.Room, out var room) is { } refusal
            ? refusal
            : Outcome.Done(
                ReceiptOf(room, command.State, null),
                new RoomStateSet(command.Room, command.State)
            );

    private RoomState StateOf(RoomId room) =>
        RoomStates.TryGetValue(room, out var state) ? state : RoomState.Ready;

    private Refusal? FindRoom(RoomId id, out Room room)
    {
        room = (Day is null ? null : SessionRules.FindRoom(Day, id))!;
        return room is not null ? null
            : Day is null ? Refusals.NothingPublished(this)
            : Refusals.UnknownRoom(id, Day);
    }

    private RoomReceipt ReceiptOf(Room room, RoomState state, TimeWindow? blocked) =>
        new(
            room.Id,
            state,
            blocked is not { } window
                ? []
                :
                [
                    .. ActiveSessions()
                        .Where(s => room.SharesSpaceWith(s.Room) && s.RoomWindow.Overlaps(window))
                        .OrderBy(s => s.Window.Start)
                        .Select(s => s.Id),
                ]
        )
        {
            Version = NextVersion,
        };
}

public sealed record RoomBlocked(RoomBlock Block) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary with
        {
            Blocks = diary.Blocks.Add(Block),
        };
}

public sealed record RoomUnblocked(string Block) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary with
        {
            Blocks = diary.Blocks.RemoveAll(block => block.Id == Block),
        };
}

public sealed record RoomStateSet(RoomId Room, RoomState State) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary with
        {
            RoomStates = diary.RoomStates.SetItem(Room, State),
        };
}
