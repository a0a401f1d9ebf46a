using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>What can be said of each session alone. Fixed sessions are spared: whoever fixed them may have had a reason.</summary>
internal static class SessionChecks
{
    public static void Run(Evidence evidence)
    {
        var wanted = evidence.Problem.Wanted.ToLookup(w => w.Id);
        foreach (var session in evidence.Sessions.Where(s => !evidence.IsFixed(s)))
            if (evidence.Place(session.Room) is not { } place || place.Hub.Id != session.Hub)
                evidence.Add(
                    RoomSuits.Id,
                    $"{session.ServiceName} is in room {session.Room}, which {session.Hub} does not have",
                    session
                );
            else if (
                session.Clinic is not { } id
                || !evidence.Clinics.TryGetValue(id, out var clinic)
            )
                evidence.Add(AllowedTimes.Id, $"Nobody asked for session {session.Id}", session);
            else
                Check(evidence, session, clinic, place, wanted[session.Id].FirstOrDefault());
    }

    private static void Check(
        Evidence evidence,
        Session session,
        Clinic clinic,
        (Hub Hub, Room Room) place,
        WantedSession? wish
    )
    {
        var service = evidence.Services[clinic.Service];
        var seatsAreSoft = Weights.Of(evidence.Problem, Seats.Id) > 0;
        if (RoomSuits.Objection(service, clinic, place.Room, seatsAreSoft) is { } objection)
            evidence.Add(RoomSuits.Id, objection, session);
        if (!clinic.Hubs.IsEmpty && !clinic.Hubs.Contains(session.Hub))
            evidence.Add(RoomSuits.Id, $"{clinic.Name} is not for {place.Hub.Name}", session);
        if (
            !RoomOpen.Allows(
                place.Hub,
                place.Room,
                session.Date,
                session.Window,
                evidence.Occupied(session),
                evidence.Problem.Blocks
            )
        )
            evidence.Add(
                RoomOpen.Id,
                $"{place.Room.Name} is not open on {Evidence.When(session)} for {clinic.Name}",
                session
            );
        if (
            !AllowedTimes.Allows(evidence.Network, clinic, session.Date, session.Window)
            || session.Window.Length != clinic.Length
            || wish is null
            || wish.Clinic != clinic.Id
            || (wish.On is { } date && date != session.Date)
        )
            evidence.Add(
                AllowedTimes.Id,
                $"{clinic.Name} may not be on {Evidence.When(session)}",
                session
            );
        foreach (var person in session.Clinicians)
            if (
                !evidence.People.TryGetValue(person, out var clinician)
                || !ClinicianAvailable.Allows(
                    clinician,
                    clinic.Service,
                    session.Hub,
                    session.Date,
                    session.Window
                )
            )
                evidence.Add(
                    ClinicianAvailable.Id,
                    $"{person} cannot run {clinic.Name} at {place.Hub.Name} on {Evidence.When(session)}",
                    session
                );
        if (!Staffs(evidence.Network, clinic, session.Clinicians))
            evidence.Add(
                ClinicianAvailable.Id,
                $"{clinic.Name} on {Evidence.When(session)} does not have the people it needs",
                session
            );
    }

    /// <summary>Whether people and needs can be matched one to one.</summary>
    public static bool Staffs(Network network, Clinic clinic, ImmutableArray<ClinicianId> people)
    {
        if (people.Length != clinic.Clinicians.Length || people.Distinct().Count() != people.Length)
            return false;
        var able = clinic
            .Clinicians.Select(need =>
                Needs.People(network, clinic, need).Select(p => p.Id).ToHashSet()
            )
            .ToArray();
        return Matches(0, people);

        bool Matches(int need, ImmutableArray<ClinicianId> left) =>
            need == able.Length
            || left.Any(person =>
                able[need].Contains(person) && Matches(need + 1, left.Remove(person))
            );
    }
}
