using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>The hub and the room are open for the whole session, and no block on the room touches it or its turnaround.</summary>
internal static class RoomOpen
{
    public const string Id = "room-open";

    /// <param name="occupied">The session with its turnaround.</param>
    public static bool Allows(
        Hub hub,
        Room room,
        DateOnly date,
        TimeWindow window,
        TimeWindow occupied,
        IEnumerable<RoomBlock> blocks
    ) =>
        IsInside(window, hub.OpenOn(date))
        && (
            room.Hours.IsEmpty
            || IsInside(
                window,
                room.Hours.Where(h => h.Day == date.DayOfWeek).Select(h => h.Window)
            )
        )
        && !blocks.Any(block =>
            room.SharesSpaceWith(block.Room)
            && block.Date == date
            && block.Window.Overlaps(occupied)
        );

    /// <summary>Whether windows that may touch cover a stretch of time without a gap.</summary>
    public static bool IsInside(TimeWindow window, IEnumerable<TimeWindow> windows)
    {
        var reached = window.Start;
        foreach (var open in windows.OrderBy(w => w.Start))
            if (open.Start <= reached && open.End > reached)
                reached = open.End;
        return reached >= window.End;
    }
}
