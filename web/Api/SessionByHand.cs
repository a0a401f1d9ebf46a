using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>Turns "this service, these people, then" into a session the diary can be asked to place.</summary>
public sealed class SessionByHand(IGrainFactory grains, CommandKeys keys, UkCalendar calendar)
{
    /// <summary>The command, or the rule that stands in its way. A repeat of a placed session prepares the same one again.</summary>
    public async Task<(PlaceSession? Command, Refusal? Refusal)> Prepare(
        CommandInfo info,
        PlaceSessionBody body,
        Network network
    )
    {
        if (network.Hubs.FirstOrDefault(h => h.Id == body.Hub) is not { } hub)
            return (null, Missing("hub", body.Hub.Value));
        if (network.Services.FirstOrDefault(s => s.Id == body.Service) is not { } service)
            return (null, Missing("service", body.Service.Value));
        if (body.Room is { } named && hub.FindRoom(named) is null)
            return (null, Missing("room", named.Value));
        foreach (var id in body.Clinicians)
            if (network.Clinicians.All(clinician => clinician.Id != id))
                return (null, Missing("clinician", id.Value));
        var length = body.Length ?? service.SessionLength;
        if (body.Start.Time.ToTimeSpan() + length >= TimeSpan.FromDays(1))
            return (null, new Refusal("past-midnight", "A session must end before midnight."));

        var day = HubDay.Of(hub, body.Date);
        var diary = await grains.Diary(body.Hub, body.Date).Get();
        var session = keys.SessionOf(info.Id);
        if (diary.Sessions.TryGetValue(session, out var placed))
            return (new PlaceSession(info, day, placed.Session), null);

        var people = await Task.WhenAll(
            body.Clinicians.Distinct()
                .Select(async id => (id, await grains.Clinician(id).Get(body.Date, 1)))
        );
        var wish = new SessionWish
        {
            Id = session,
            Service = service,
            Date = body.Date,
            Within = TimeWindow.Of(body.Start.Time, length),
            Length = length,
            Clinicians = [.. people.Select(person => person.id)],
            Organisation = network.Clinicians.First(c => c.Id == body.Clinicians[0]).Organisation,
            Hub = hub.Id,
            Room = body.Room,
        };
        var found = SessionOffers.For(
            wish,
            [new HubDiary(day, diary)],
            people.ToImmutableDictionary(person => person.id, person => person.Item2),
            network,
            calendar.Now,
            limit: 1
        );
        return found.Offers is [var best, ..]
            ? (new PlaceSession(info, best.Day, best.Session), null)
            : (null, found.Refusal);
    }

    /// <summary>Rooms of the same day that suit the session and are free for all of it, the smallest first. The diary has the last word.</summary>
    public static IReadOnlyList<Room> OtherRooms(Session session, Service service, Diary diary)
    {
        if (diary.Day is not { } day)
            return [];
        var others = diary
            .Sessions.Values.Where(other => !other.IsCancelled && other.Session.Id != session.Id)
            .Select(other => other.Session)
            .ToList();
        return
        [
            .. day
                .Rooms.Where(room =>
                    room.Id != session.Room
                    && (service.Room.Types.IsEmpty || service.Room.Types.Contains(room.Type))
                    && service.Room.Features.All(room.Features.Contains)
                    && room.Capacity >= service.Room.Capacity
                    && (room.OnlyFor.IsEmpty || room.OnlyFor.Contains(session.Organisation))
                    && diary.RoomStates.GetValueOrDefault(room.Id) is not RoomState.OutOfUse
                    && SessionRules.Check(
                        SessionRules.WithRoomTurnaround(session with { Room = room.Id }, day),
                        day,
                        diary.Blocks,
                        others
                    )
                        is null
                )
                .OrderBy(room => room.Capacity)
                .ThenBy(room => room.Features.Length),
        ];
    }

    private static Refusal Missing(string what, string id) =>
        new($"no-such-{what}", $"There is no {what} '{id}'.");
}
