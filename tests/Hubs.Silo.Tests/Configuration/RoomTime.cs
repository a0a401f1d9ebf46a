using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

/// <summary>
/// How full a hub would be. Suitable time is when a room is open and at least one clinic that it suits may be held; a divisible hall
/// counts as its parts. Wanted time is sessions with their turnaround; a clinic at two hubs counts at the first.
/// </summary>
internal static class RoomTime
{
    public static double Suitable(Hub hub, Network network)
    {
        var services = network.Services.ToDictionary(s => s.Id);
        var clinics = network.Clinics.Where(c => c.Hubs.Contains(hub.Id)).ToList();
        return hub
            .Rooms.Where(room => room.LinkedRooms.Length < 2)
            .SelectMany(room => Enum.GetValues<DayOfWeek>().Select(day => (room, day)))
            .Sum(at =>
                clinics
                    .Where(c => RoomFitCheck.Suits(at.room, c, services[c.Service]))
                    .Aggregate(
                        WindowSet.Empty,
                        (all, c) => all.Union(RoomFitCheck.Times(hub, at.room, c, at.day))
                    )
                    .Length.TotalHours
            );
    }

    public static double Wanted(Hub hub, Network network, IEnumerable<Clinic> sessions)
    {
        var services = network.Services.ToDictionary(s => s.Id);
        return sessions
            .Where(c => c.Hubs[0] == hub.Id)
            .Sum(c =>
            {
                var service = services[c.Service];
                var room = hub.Rooms.First(r => RoomFitCheck.Suits(r, c, service));
                return (
                    Longer(room.TurnaroundBefore, service.TurnaroundBefore)
                    + c.Length
                    + Longer(room.TurnaroundAfter, service.TurnaroundAfter)
                ).TotalHours;
            });
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
