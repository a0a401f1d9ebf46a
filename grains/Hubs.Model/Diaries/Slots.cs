using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Cuts sessions into slots.</summary>
public static class Slots
{
    /// <summary>A walk-in may take a slot that began no longer ago than this, while it still runs.</summary>
    public static readonly TimeSpan WalkInGrace = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Slots one after the other from the start of the session; after every <see cref="Session.BreakAfter"/> of consulting a break of
    /// <see cref="Session.BreakLength"/>. A rest too short for a whole slot is left over.
    /// </summary>
    public static ImmutableArray<TimeWindow> Of(Session session)
    {
        if (session.SlotLength <= TimeSpan.Zero)
            return [];
        var slots = ImmutableArray.CreateBuilder<TimeWindow>();
        var hasBreaks = session.BreakAfter > TimeSpan.Zero && session.BreakLength > TimeSpan.Zero;
        var time = session.Window.Start.ToTimeSpan();
        var end = session.Window.End.ToTimeSpan();
        var consulted = TimeSpan.Zero;
        while (time + session.SlotLength <= end)
        {
            if (
                hasBreaks
                && consulted > TimeSpan.Zero
                && consulted + session.SlotLength > session.BreakAfter
            )
            {
                time += session.BreakLength;
                consulted = TimeSpan.Zero;
                continue;
            }
            slots.Add(
                new TimeWindow(
                    TimeOnly.FromTimeSpan(time),
                    TimeOnly.FromTimeSpan(time + session.SlotLength)
                )
            );
            time += session.SlotLength;
            consulted += session.SlotLength;
        }
        return slots.ToImmutable();
    }

    /// <summary>Slots of a session it takes to have that long.</summary>
    public static int Needed(TimeSpan length, TimeSpan slotLength) =>
        slotLength <= TimeSpan.Zero ? 1 : Math.Max(1, (int)Math.Ceiling(length / slotLength));
}
