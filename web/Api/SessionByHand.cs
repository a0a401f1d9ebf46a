using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>Turns "this service, these people, then" into a session the diary can be asked to place.</summary>
public sealed class SessionByHand(IGrainFactory grains, CommandKeys keys)
{
    /// <summary>The command, or the problem that stands in its way. A repeat of a placed session prepares the same one again.</summary>
    public async Task<(PlaceSession? Command, IResult? Problem)> Prepare(
        CommandInfo info,
        PlaceSessionBody body,
        Network network
    )
    {
        if (network.Hubs.FirstOrDefault(h => h.Id == body.Hub) is not { } hub)
            return (null, HubEndpoints.UnknownHub(body.Hub, network));
        if (network.Services.FirstOrDefault(s => s.Id == body.Service) is not { } service)
            return (null, Problems.Unknown("service", body.Service.Value));
        if (body.Room is { } named && hub.FindRoom(named) is null)
            return (
                null,
                Problems.Unknown("room", named.Value, hub.Rooms.Select(room => room.Id.Value))
            );
        var people = body
            .Clinicians.Select(id => network.Clinicians.FirstOrDefault(c => c.Id == id))
            .ToArray();
        if (Array.IndexOf(people, null) is var missing and >= 0)
            return (null, Problems.Unknown("clinician", body.Clinicians[missing].Value));

        var day = HubDay.Of(hub, body.Date);
        var length = body.Length ?? service.SessionLength;
        if (body.Start.Time.ToTimeSpan() + length >= TimeSpan.FromDays(1))
            return (
                null,
                Problems.BadFields(
                    new Dictionary<string, string[]> { ["length"] = ["must end before midnight"] }
                )
            );
        var window = TimeWindow.Of(body.Start.Time, length);

        var id = keys.SessionOf(info.Id);
        var diary = await grains.Diary(body.Hub, body.Date).Get();
        if (diary.Sessions.TryGetValue(id, out var placed))
            return (new PlaceSession(info, day, placed.Session), null);

        var room = body.Room is { } wanted
            ? hub.FindRoom(wanted)
            : RoomsThatFit(hub, service, people[0]!.Organisation, diary, window).FirstOrDefault();
        return room is null
            ? (
                null,
                Problems.Of(
                    "no-room",
                    $"No room at {hub.Name} that suits {service.Name} is free {body.Date:d MMMM} {window}."
                )
            )
            : (
                new PlaceSession(
                    info,
                    day,
                    Session(id, hub, room, service, people!, body.Date, window)
                ),
                null
            );
    }

    /// <summary>Suitable rooms nobody has in that time, the smallest first. The diary has the last word.</summary>
    public static IEnumerable<Room> RoomsThatFit(
        Hub hub,
        Service service,
        OrganisationId organisation,
        Diary diary,
        TimeWindow window
    ) =>
        hub
            .Rooms.Where(room =>
                (service.Room.Types.IsEmpty || service.Room.Types.Contains(room.Type))
                && service.Room.Features.All(room.Features.Contains)
                && room.Capacity >= service.Room.Capacity
                && (room.OnlyFor.IsEmpty || room.OnlyFor.Contains(organisation))
                && IsFree(room, Turnaround(room, service, window), diary)
            )
            .OrderBy(room => room.Capacity)
            .ThenBy(room => room.Features.Length);

    public static Session Session(
        SessionId id,
        Hub hub,
        Room room,
        Service service,
        IReadOnlyList<Clinician> people,
        DateOnly date,
        TimeWindow window
    ) =>
        new()
        {
            Id = id,
            Service = service.Id,
            ServiceName = service.Name,
            PublicName = service.PublicName,
            Organisation = people[0].Organisation,
            Hub = hub.Id,
            Room = room.Id,
            Date = date,
            Window = window,
            Clinicians = [.. people.Select(person => person.Id)],
            ClinicianNames = [.. people.Select(person => person.Name)],
            Equipment = service.Equipment,
            TurnaroundBefore = Longer(room.TurnaroundBefore, service.TurnaroundBefore),
            TurnaroundAfter = Longer(room.TurnaroundAfter, service.TurnaroundAfter),
            SlotLength = service.SlotLength,
            SlotCapacity = service.SlotCapacity,
            BreakAfter = service.BreakAfter,
            BreakLength = service.BreakLength,
            IsPublic = service.IsPublic,
        };

    private static bool IsFree(Room room, TimeWindow window, Diary diary) =>
        !diary.Sessions.Values.Any(other =>
            !other.IsCancelled
            && room.SharesSpaceWith(other.Session.Room)
            && other.Session.RoomWindow.Overlaps(window)
        )
        && !diary.Blocks.Any(block =>
            room.SharesSpaceWith(block.Room) && block.Window.Overlaps(window)
        );

    private static TimeWindow Turnaround(Room room, Service service, TimeWindow window) =>
        window.Widen(
            Longer(room.TurnaroundBefore, service.TurnaroundBefore),
            Longer(room.TurnaroundAfter, service.TurnaroundAfter)
        );

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
