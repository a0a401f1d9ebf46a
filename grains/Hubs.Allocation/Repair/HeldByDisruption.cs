using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Fixed sessions that a disruption hits: nobody may move them, so somebody has to be told.</summary>
internal static class HeldByDisruption
{
    public static ImmutableArray<string> Sentences(WeekProblem before, WeekProblem after)
    {
        var evidence = new Evidence(after, after.Fixed);
        var old = before.Blocks.ToHashSet();
        var people = before.Network.Clinicians.ToDictionary(person => person.Id);
        return
        [
            .. after
                .Fixed.Where(session =>
                    after.Blocks.Any(block =>
                        !old.Contains(block)
                        && block.Date == session.Date
                        && block.Room == session.Room
                        && block.Window.Overlaps(session.RoomWindow)
                    )
                    || session.Clinicians.Any(id =>
                        evidence.People.TryGetValue(id, out var person)
                        && person.IsOnLeave(session.Date, session.Window)
                        && !people[id].IsOnLeave(session.Date, session.Window)
                    )
                )
                .Select(session =>
                    $"{evidence.NameOf(session)} in {evidence.RoomName(session.Room)} on {Moving.When(session.Date, session.Window.Start)} is hit, but {Why(session)}"
                ),
        ];
    }

    private static string Why(Session session) =>
        session.IsPinned ? "it is pinned"
        : session.Clinic is null ? "it was booked by hand"
        : "it has begun or is over";
}
