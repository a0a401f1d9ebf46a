using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>One row of a board from one thing of a diary.</summary>
internal static class BoardRows
{
    public static ImmutableArray<BoardRoom> Rooms(Diary diary) =>
        diary.Day is null ? [] : [.. diary.Day.Rooms.Select(room => Row(diary, room))];

    public static ImmutableArray<BoardRoom> RoomsThatDiffer(Diary before, Diary after)
    {
        var old = Rooms(before).ToDictionary(row => row.Id);
        return
        [
            .. Rooms(after)
                .Where(row => !old.TryGetValue(row.Id, out var was) || !IsSame(was, row)),
        ];
    }

    public static BoardSession Row(Diary diary, DiarySession published)
    {
        var session = published.Session;
        var room = diary.Day is null ? null : SessionRules.FindRoom(diary.Day, session.Room);
        var slots = ImmutableArray.CreateBuilder<BoardSlot>(published.Slots.Length);
        for (var i = 0; i < published.Slots.Length; i++)
        {
            var slot = published.Slots[i];
            var free = published.IsCancelled ? 0 : Math.Max(0, published.FreeOnBoard(i));
            slots.Add(new BoardSlot(slot.Start, slot.End, session.SlotCapacity, free));
        }
        return new BoardSession(
            session.Id,
            session.Service,
            session.ServiceName,
            session.PublicName,
            session.IsPublic,
            session.Organisation,
            session.Room,
            room?.Name ?? session.Room.Value,
            session.Window,
            session.Clinicians,
            session.ClinicianNames,
            published.IsCancelled,
            published.Sequence,
            published.Counts.Booked,
            published.Counts.Arrived,
            published.Counts.InProgress,
            published.Counts.Orphaned,
            slots.MoveToImmutable()
        )
        {
            ChangedAt = published.ChangedAt,
        };
    }

    public static BoardWalkIn Row(WalkIn walkIn) =>
        new(
            walkIn.Id,
            walkIn.Number,
            walkIn.ServiceName ?? walkIn.Service.Value,
            walkIn.ArrivedAt,
            walkIn.Status
        );

    private static BoardRoom Row(Diary diary, Room room) =>
        new(
            room.Id,
            room.Name,
            room.Type,
            diary.RoomStates.TryGetValue(room.Id, out var state) ? state : RoomState.Ready,
            room.Position.WalkFromEntrance,
            room.Features.Contains("step-free"),
            diary.Blocks.RemoveAll(block => block.Room != room.Id)
        )
        {
            LinkedRooms = room.LinkedRooms,
        };

    private static bool IsSame(BoardRoom one, BoardRoom other) =>
        one with { Blocks = other.Blocks, LinkedRooms = other.LinkedRooms } == other
        && one.Blocks.AsSpan().SequenceEqual(other.Blocks.AsSpan())
        && one.LinkedRooms.AsSpan().SequenceEqual(other.LinkedRooms.AsSpan());
}
