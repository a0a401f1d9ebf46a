using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Counts and dates are in range and in order.</summary>
internal static class NumberCheck
{
    public static IEnumerable<Finding> Run(Network network) =>
        [
            .. network.Services.SelectMany(OfService),
            .. network.Hubs.SelectMany(OfHub),
            .. network.Clinicians.SelectMany(c =>
                c.Leave.SelectMany(leave => Ordered(leave, leave.From, leave.To))
            ),
            .. network.Clinics.SelectMany(OfClinic),
        ];

    private static IEnumerable<Finding> OfService(Service s) =>
        [
            .. Named(s, s.Name),
            .. Named(s, s.PublicName, "publicName"),
            .. Within(s, "slotCapacity", s.SlotCapacity, 1, 500),
            .. Within(s, "room.capacity", s.Room.Capacity, 1, 1000),
            .. s.Equipment.SelectMany(
                (e, i) => Within(s, $"equipment[{i}].count", e.Count, 1, 100)
            ),
        ];

    private static IEnumerable<Finding> OfHub(Hub hub) =>
        [
            .. Named(hub, hub.Name),
            .. hub.Closures.SelectMany(c => Ordered(c, c.From, c.To)),
            .. hub.Equipment.SelectMany(e => Within(e, "count", e.Count, 0, 1000)),
            .. hub.Rooms.SelectMany(OfRoom),
            .. hub.ServiceMix.SelectMany(OfTarget),
        ];

    private static IEnumerable<Finding> OfRoom(Room room) =>
        [
            .. Named(room, room.Name),
            .. Within(room, "capacity", room.Capacity, 1, 1000),
            .. room.Area is >= 0 and <= 10_000
                ? Array.Empty<Finding>()
                :
                [
                    new Finding(
                        room,
                        "area",
                        $"{room.Area}",
                        $"{room.Area} is not an area: write square metres, 0 to 10000"
                    ),
                ],
        ];

    private static IEnumerable<Finding> OfTarget(ServiceTarget t)
    {
        if (t.Minimum < 0)
            yield return new Finding(t, "minimum", $"{t.Minimum}", $"{t.Minimum} is less than 0");
        if (t.Target < t.Minimum)
            yield return new Finding(
                t,
                "target",
                $"{t.Target}",
                $"{t.Target} is less than the minimum, {t.Minimum}"
            );
        if (t.Maximum < t.Target)
            yield return new Finding(
                t,
                "maximum",
                $"{t.Maximum}",
                $"{t.Maximum} is less than the target, {t.Target}"
            );
    }

    private static IEnumerable<Finding> OfClinic(Clinic c) =>
        [
            .. Named(c, c.Name),
            .. Within(c, "sessionsPerWeek", c.SessionsPerWeek, 0, 200),
            .. Within(c, "attendance", c.Attendance, 1, 1000),
            .. Within(c, "room.capacity", c.Room.Capacity, 1, 1000),
            .. Within(c, "minimumDays", c.MinimumDays, 1, 7),
            .. c.MaximumPerDay is { } most ? Within(c, "maximumPerDay", most, 1, 100) : [],
            .. Within(c, "priority", c.Priority, 1, 5),
            .. c.Equipment.SelectMany(
                (e, i) => Within(c, $"equipment[{i}].count", e.Count, 1, 100)
            ),
        ];

    private static IEnumerable<Finding> Named(object subject, string name, string property = "name")
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return new Finding(subject, property, name, "is empty");
    }

    private static IEnumerable<Finding> Within(
        object subject,
        string property,
        int value,
        int least,
        int most
    )
    {
        if (value < least || value > most)
            yield return new Finding(
                subject,
                property,
                $"{value}",
                $"{value} is not between {least} and {most}"
            );
    }

    private static IEnumerable<Finding> Ordered(object subject, DateOnly from, DateOnly to)
    {
        if (to < from)
            yield return new Finding(
                subject,
                "to",
                $"{to:yyyy-MM-dd}",
                $"{to:yyyy-MM-dd} is before its beginning, {from:yyyy-MM-dd}: swap the two"
            );
    }
}
