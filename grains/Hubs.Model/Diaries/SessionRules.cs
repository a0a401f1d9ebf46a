namespace Hubs.Model;

/// <summary>What a session must keep to, whoever asks for it: the building's hours, its blocks, one session per room, kit within stock.</summary>
public static class SessionRules
{
    /// <summary>The first rule that stands in the way of the session beside <paramref name="others"/> (which do not include itself), or null.</summary>
    public static Refusal? Check(
        Session session,
        HubDay day,
        IEnumerable<RoomBlock> blocks,
        IEnumerable<Session> others
    )
    {
        if (session.Hub != day.Hub || session.Date != day.Date)
            return Refusals.SessionElsewhere(session, day);
        if (FindRoom(day, session.Room) is not { } room)
            return Refusals.UnknownRoom(session.Room, day);
        var open = WindowSet.Of(day.Open);
        if (!open.Covers(session.Window))
            return Refusals.HubClosed(session, day, open);
        if (!room.Hours.IsEmpty && !HoursOn(room, day.Date).Covers(session.Window))
            return Refusals.RoomClosed(session, room, HoursOn(room, day.Date));
        foreach (var block in blocks)
            if (room.SharesSpaceWith(block.Room) && block.Window.Overlaps(session.RoomWindow))
                return Refusals.RoomIsBlocked(session, room, block);
        var beside = others as IReadOnlyCollection<Session> ?? [.. others];
        foreach (var other in beside)
            if (room.SharesSpaceWith(other.Room) && other.RoomWindow.Overlaps(session.RoomWindow))
                return Refusals.RoomTaken(session, other, room, FindRoom(day, other.Room));
        return EquipmentShort(session, day, beside);
    }

    /// <summary>The session with at least its room's own turnaround, whatever its maker thought of.</summary>
    public static Session WithRoomTurnaround(Session session, HubDay day) =>
        FindRoom(day, session.Room) is not { } room ? session
        : room.TurnaroundBefore <= session.TurnaroundBefore
        && room.TurnaroundAfter <= session.TurnaroundAfter
            ? session
        : session with
        {
            TurnaroundBefore = Longer(room.TurnaroundBefore, session.TurnaroundBefore),
            TurnaroundAfter = Longer(room.TurnaroundAfter, session.TurnaroundAfter),
        };

    /// <summary>The same session, time, place, people and kit. A pin is the allocator's concern and does not count.</summary>
    public static bool IsSame(Session one, Session other) =>
        SameJson.Of(
            one with
            {
                IsPinned = false,
            },
            other with
            {
                IsPinned = false,
            },
            HubsJson.Default.Session
        );

    internal static Room? FindRoom(HubDay day, RoomId id)
    {
        foreach (var room in day.Rooms)
            if (room.Id == id)
                return room;
        return null;
    }

    private static WindowSet HoursOn(Room room, DateOnly date) =>
        WindowSet.Of(room.Hours.Where(h => h.Day == date.DayOfWeek).Select(h => h.Window));

    private static Refusal? EquipmentShort(
        Session session,
        HubDay day,
        IReadOnlyCollection<Session> others
    )
    {
        foreach (var need in session.Equipment)
        {
            var stock = day.Equipment.FirstOrDefault(s => s.Equipment == need.Equipment);
            var rivals = others
                .Where(o => o.Window.Overlaps(session.Window) && CountOf(o, need.Equipment) > 0)
                .ToList();
            // Use only rises where some session starts, so those moments are enough to look at.
            foreach (
                var moment in rivals
                    .Select(o => o.Window.Start)
                    .Where(session.Window.Contains)
                    .Append(session.Window.Start)
            )
            {
                var running = rivals.Where(o => o.Window.Contains(moment)).ToList();
                if (
                    running.Sum(o => CountOf(o, need.Equipment)) + CountOf(session, need.Equipment)
                    > (stock?.Count ?? 0)
                )
                    return Refusals.EquipmentShort(session, need, stock, running);
            }
        }
        return null;
    }

    private static int CountOf(Session session, EquipmentId equipment)
    {
        var count = 0;
        foreach (var need in session.Equipment)
            if (need.Equipment == equipment)
                count += need.Count;
        return count;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
