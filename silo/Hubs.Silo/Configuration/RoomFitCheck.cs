using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Every clinic has a room that suits it, open long enough when it may be held, and the kit it needs.</summary>
internal static class RoomFitCheck
{
    public static IEnumerable<Finding> Run(
        Network network,
        NetworkIndex index,
        Func<object, bool> isDamaged
    ) =>
        from clinic in network.Clinics
        let hubs = index.HubsOf(clinic)
        where !hubs.IsEmpty && !isDamaged(clinic)
        where !hubs.Any(hub => isDamaged(hub) || hub.Rooms.Any(room => isDamaged(room)))
        where index.Services.ContainsKey(clinic.Service)
        let service = index.Services[clinic.Service]
        where !isDamaged(service)
        from finding in OfClinic(clinic, service, hubs)
        select finding;

    /// <summary>Type, features, capacity and owner's rights: what the room is, whatever the time.</summary>
    public static bool Suits(Room room, Clinic clinic, Service service) =>
        (service.Room.Types.IsEmpty || service.Room.Types.Contains(room.Type))
        && (clinic.Room.Types.IsEmpty || clinic.Room.Types.Contains(room.Type))
        && service.Room.Features.All(room.Features.Contains)
        && clinic.Room.Features.All(room.Features.Contains)
        && room.Capacity >= PeopleIn(clinic, service)
        && (room.OnlyFor.IsEmpty || room.OnlyFor.Contains(clinic.Organisation));

    /// <summary>When a session of the clinic could be in the room, by weekday.</summary>
    public static WindowSet Times(Hub hub, Room room, Clinic clinic, DayOfWeek day)
    {
        var open = HoursCheck.On(day, hub.Hours);
        if (!room.Hours.IsEmpty)
            open = open.Intersect(HoursCheck.On(day, room.Hours));
        return clinic.Allowed.IsEmpty ? open : open.Intersect(HoursCheck.On(day, clinic.Allowed));
    }

    private static IEnumerable<Finding> OfClinic(
        Clinic clinic,
        Service service,
        ImmutableArray<Hub> hubs
    )
    {
        var names = string.Join(" or ", hubs.Select(h => h.Id));
        var suitable = hubs.SelectMany(hub =>
                hub.Rooms.Where(room => Suits(room, clinic, service)).Select(room => (hub, room))
            )
            .ToList();
        if (suitable.Count == 0)
            yield return new Finding(
                clinic,
                "room",
                null,
                $"no room at {names} suits: {Wish(clinic, service)}"
            );
        else if (!suitable.Any(place => HasTime(place.hub, place.room, clinic)))
            yield return new Finding(
                clinic,
                "allowed",
                null,
                $"no suitable room ({string.Join(", ", suitable.Select(p => p.room.Id))}) is open for '{DurationCheck.Text(clinic.Length)}' within the times allowed"
            );

        foreach (var need in service.Equipment.Concat(clinic.Equipment))
            if (hubs.All(hub => Stock(hub, need.Equipment) < need.Count))
                yield return new Finding(
                    clinic,
                    "equipment",
                    need.Equipment.Value,
                    $"'{need.Equipment}': {need.Count} needed, and {names} has {hubs.Max(h => Stock(h, need.Equipment))}"
                );
    }

    private static bool HasTime(Hub hub, Room room, Clinic clinic) =>
        Enum.GetValues<DayOfWeek>()
            .Any(day => Times(hub, room, clinic, day).Windows.Any(w => w.Length >= clinic.Length));

    private static int Stock(Hub hub, EquipmentId equipment) =>
        hub.Equipment.Where(e => e.Equipment == equipment).Sum(e => e.Count);

    private static int PeopleIn(Clinic clinic, Service service) =>
        Math.Max(clinic.Attendance, Math.Max(clinic.Room.Capacity, service.Room.Capacity));

    private static string Wish(Clinic clinic, Service service)
    {
        var types = (clinic.Room.Types.IsEmpty ? service.Room.Types : clinic.Room.Types).Select(
            type => Words.Write(type)
        );
        var features = service.Room.Features.Union(clinic.Room.Features).ToList();
        return string.Join(
            ", ",
            new[]
            {
                string.Join(" or ", types) is { Length: > 0 } text ? text : "any type",
                $"for {PeopleIn(clinic, service)}",
                features.Count > 0 ? $"with {string.Join(", ", features)}" : "",
                $"open to {clinic.Organisation}",
            }.Where(part => part.Length > 0)
        );
    }
}
