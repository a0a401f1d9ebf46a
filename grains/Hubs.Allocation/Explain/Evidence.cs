using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A plan to be judged, looked up by name, and what has been found against it.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<SessionId, Session> fixedSessions;
    private readonly Dictionary<RoomId, (Hub Hub, Room Room)> places;
    private readonly List<RuleBreach> breaches = [];

    public Evidence(WeekProblem problem, ImmutableArray<Session> sessions)
    {
        Problem = problem;
        Sessions = sessions;
        Clinics = Network.Clinics.ToDictionary(clinic => clinic.Id);
        Services = Network.Services.ToDictionary(service => service.Id);
        People = Network.Clinicians.ToDictionary(person => person.Id);
        fixedSessions = problem.Fixed.ToDictionary(session => session.Id);
        places = Network
            .Hubs.SelectMany(hub => hub.Rooms.Select(room => (room.Id, (Hub: hub, Room: room))))
            .ToDictionary();
    }

    public WeekProblem Problem { get; }

    public Network Network => Problem.Network;

    public ImmutableArray<Session> Sessions { get; }

    public Dictionary<ClinicId, Clinic> Clinics { get; }

    public Dictionary<ServiceId, Service> Services { get; }

    public Dictionary<ClinicianId, Clinician> People { get; }

    public ImmutableArray<RuleBreach> Breaches => [.. breaches];

    public void Add(string rule, string sentence, params Session[] who) =>
        breaches.Add(new RuleBreach(rule, sentence, [.. who.Select(s => s.Id)]));

    public bool IsFixed(Session session) => fixedSessions.ContainsKey(session.Id);

    public (Hub Hub, Room Room)? Place(RoomId room) =>
        places.TryGetValue(room, out var place) ? place : null;

    /// <summary>The session with the turnaround it needs, worked out anew; a fixed session's own is taken as it is.</summary>
    public TimeWindow Occupied(Session session)
    {
        if (IsFixed(session))
            return session.RoomWindow;
        var room = Place(session.Room)?.Room;
        var service = Services.GetValueOrDefault(session.Service);
        return session.Window.Widen(
            Needs.Longer(room?.TurnaroundBefore ?? default, service?.TurnaroundBefore ?? default),
            Needs.Longer(room?.TurnaroundAfter ?? default, service?.TurnaroundAfter ?? default)
        );
    }

    /// <summary>What staff call a session: its clinic's name, or what is offered where it was booked by hand.</summary>
    public string NameOf(Session session) =>
        session.Clinic is { } id && Clinics.TryGetValue(id, out var clinic)
            ? clinic.Name
            : session.ServiceName;

    public string RoomName(RoomId room) => Place(room)?.Room.Name ?? room.Value;

    public string HubName(HubId hub) => Network.FindHub(hub)?.Name ?? hub.Value;

    public string PersonName(ClinicianId person) =>
        People.TryGetValue(person, out var known) ? known.Name : person.Value;

    public static string When(Session session) => $"{session.Date:dddd} {session.Window}";
}
