using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// How much of the time of one type of room a hub's clinics ask for in a week. <see cref="Wanted"/> counts session time with turnaround;
/// <see cref="Available"/> counts the rooms' open hours. A session that several types or hubs would do for is counted where the greatest
/// share of time is left, those with the least choice first: an estimate, which looks at neither people nor single rooms.
/// </summary>
public sealed record RoomTypeLoad(RoomType Type, int Rooms, TimeSpan Wanted, TimeSpan Available)
{
    public double Share => Available > TimeSpan.Zero ? Wanted / Available : 0;

    /// <summary>One line per room type the hub has, in the order of <see cref="RoomType"/>.</summary>
    public static ImmutableArray<RoomTypeLoad> Of(Network network, Hub hub, IsoWeek week)
    {
        var loads = network
            .Hubs.SelectMany(
                h => h.Rooms.GroupBy(room => room.Type),
                (h, rooms) =>
                    (
                        h.Id,
                        Load: new RoomTypeLoad(
                            rooms.Key,
                            rooms.Count(),
                            TimeSpan.Zero,
                            OpenTime(h, rooms, week)
                        )
                    )
            )
            .ToArray();
        foreach (var (time, choices) in Asked().OrderBy(asked => asked.Choices.Length))
        {
            if (choices.Length == 0)
                continue;
            var least = choices.MinBy(i => (loads[i].Load.Wanted + time) / loads[i].Load.Available);
            var load = loads[least].Load;
            loads[least].Load = load with { Wanted = load.Wanted + time };
        }
        return
        [
            .. loads
                .Where(place => place.Id == hub.Id)
                .Select(place => place.Load)
                .OrderBy(load => load.Type),
        ];

        IEnumerable<(TimeSpan Time, int[] Choices)> Asked()
        {
            var services = network.Services.ToDictionary(service => service.Id);
            var clinics = network.Clinics.ToDictionary(clinic => clinic.Id);
            foreach (var session in WantedSessions.In(week, network))
            {
                if (session.Closure is not null)
                    continue;
                var clinic = clinics[session.Clinic];
                var service = services[clinic.Service];
                var types = clinic.Room.Types.IsEmpty ? service.Room.Types : clinic.Room.Types;
                yield return (
                    clinic.Length + service.TurnaroundBefore + service.TurnaroundAfter,
                    [
                        .. Enumerable
                            .Range(0, loads.Length)
                            .Where(i => clinic.Hubs.IsEmpty || clinic.Hubs.Contains(loads[i].Id))
                            .Where(i => types.IsEmpty || types.Contains(loads[i].Load.Type))
                            .Where(i => loads[i].Load.Available > TimeSpan.Zero),
                    ]
                );
            }
        }
    }

    private static TimeSpan OpenTime(Hub hub, IEnumerable<Room> rooms, IsoWeek week)
    {
        var ofHub = week
            .Days.SelectMany(date => hub.OpenOn(date))
            .Aggregate(TimeSpan.Zero, (sum, w) => sum + w.Length);
        return rooms.Aggregate(
            TimeSpan.Zero,
            (sum, room) =>
                sum
                + (
                    room.Hours.IsEmpty
                        ? ofHub
                        : room.Hours.Aggregate(TimeSpan.Zero, (own, w) => own + w.Window.Length)
                )
        );
    }
}
