using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// How much of the time of one type of room a hub's clinics ask for in a week. <see cref="Wanted"/> counts session time with turnaround, shared
/// equally among the hubs and room types that would do; <see cref="Available"/> counts the rooms' open hours.
/// </summary>
public sealed record RoomTypeLoad(RoomType Type, int Rooms, TimeSpan Wanted, TimeSpan Available)
{
    public double Share => Available > TimeSpan.Zero ? Wanted / Available : 0;

    /// <summary>One line per room type the hub has, in the order of <see cref="RoomType"/>.</summary>
    public static ImmutableArray<RoomTypeLoad> Of(Network network, Hub hub, IsoWeek week)
    {
        var services = network.Services.ToDictionary(service => service.Id);
        var clinics = network.Clinics.ToDictionary(clinic => clinic.Id);
        var types = hub.Rooms.GroupBy(room => room.Type).OrderBy(group => group.Key).ToList();
        var wanted = types.ToDictionary(group => group.Key, _ => TimeSpan.Zero);
        foreach (var session in WantedSessions.In(week, network).Where(w => w.Closure is null))
        {
            var clinic = clinics[session.Clinic];
            if (!clinic.Hubs.Contains(hub.Id))
                continue;
            var service = services[clinic.Service];
            var need = clinic.Room.Types.IsEmpty ? service.Room.Types : clinic.Room.Types;
            var suitable = wanted.Keys.Where(type => need.IsEmpty || need.Contains(type)).ToList();
            var time = clinic.Length + service.TurnaroundBefore + service.TurnaroundAfter;
            foreach (var type in suitable)
                wanted[type] += time / (suitable.Count * clinic.Hubs.Length);
        }
        return
        [
            .. types.Select(group => new RoomTypeLoad(
                group.Key,
                group.Count(),
                wanted[group.Key],
                OpenTime(hub, group, week)
            )),
        ];
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
