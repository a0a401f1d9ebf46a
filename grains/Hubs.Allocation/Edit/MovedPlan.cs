using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A plan after a verdict came true.</summary>
internal static class MovedPlan
{
    public static Plan Of(WeekProblem problem, Plan plan, PlaceVerdict verdict)
    {
        var sessions = plan.Sessions.ToDictionary(session => session.Id);
        foreach (var id in verdict.Displaced)
            sessions.Remove(id);
        foreach (var move in verdict.Moves)
            if (move.To is { } to)
                sessions[move.Session] = At(problem, sessions, move.Session, to);
            else
                sessions.Remove(move.Session);
        sessions[verdict.Session] = At(problem, sessions, verdict.Session, verdict.Place) with
        {
            IsPinned = true,
        };
        return Scored(problem, plan, Plan.InOrder(sessions.Values));
    }

    private static Plan Scored(WeekProblem problem, Plan plan, ImmutableArray<Session> sessions)
    {
        var written = PlanWriter.Write(
            new StandingWeek(problem, sessions).Timetable,
            plan.Seed,
            plan.Iterations
        );
        var placed = sessions.Select(session => session.Id).ToHashSet();
        return written with
        {
            // Those that stand where the rules no longer allow it stay, and pins are only known here.
            Sessions = sessions,
            Unplaced = [.. written.Unplaced.Where(session => !placed.Contains(session.Id))],
            Trail = plan.Trail,
        };
    }

    private static Session At(
        WeekProblem problem,
        Dictionary<SessionId, Session> sessions,
        SessionId id,
        SessionPlace place
    )
    {
        var network = problem.Network;
        var clinicOf =
            sessions.GetValueOrDefault(id)?.Clinic
            ?? problem.Wanted.First(wanted => wanted.Id == id).Clinic;
        var clinic = network.Clinics.First(clinic => clinic.Id == clinicOf);
        var hub = network.Hubs.First(hub => hub.FindRoom(place.Room) is not null);
        return PlanWriter.SessionAt(
            id,
            clinic,
            network.Services.First(service => service.Id == clinic.Service),
            hub.Id,
            hub.FindRoom(place.Room)!,
            place.Date,
            place.Start,
            [
                .. place.Clinicians.Select(person =>
                    network.Clinicians.First(known => known.Id == person)
                ),
            ]
        );
    }
}
