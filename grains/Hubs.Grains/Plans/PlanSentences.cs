using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>What was done to a draft, in a sentence for the list of changes.</summary>
internal static class PlanSentences
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Run(RunPlan command, Plan plan) =>
        string.Create(
            English,
            $"Allocated, seed {command.Seed}: {plan.Sessions.Length} sessions placed, {plan.NotPlaced} not, {plan.Cost:N0} points off ideal"
        );

    public static string Moved(PlaceVerdict verdict, Network network)
    {
        var place = verdict.Place;
        var hub = network.Hubs.First(h => h.FindRoom(place.Room) is not null);
        var others = (verdict.Moves.Length, verdict.Displaced.Length) switch
        {
            (0, 0) => "",
            (var moved, 0) => $", and {Count(moved)} to make room",
            (_, var lost) => $", and {Count(lost)} lost {(lost == 1 ? "its" : "their")} place",
        };
        return string.Create(
            English,
            $"Moved {verdict.Name} to {hub.FindRoom(place.Room)!.Name}, {hub.Name}, {place.Date:dddd d MMMM} {place.Start:HH:mm}{others}"
        );
    }

    public static string Pinned(ImmutableArray<Session> sessions, bool pinned)
    {
        var what =
            sessions.Length == 1
                ? string.Create(
                    English,
                    $"{sessions[0].ServiceName}, {sessions[0].Date:dddd d MMMM} {sessions[0].Window.Start:HH:mm}"
                )
                : $"{sessions.Length} sessions";
        return pinned ? $"Pinned {what}" : $"Unpinned {what}";
    }

    public static string Repaired(Disruption disruption, RepairPlan plan)
    {
        var why = disruption.Reason.Length > 0 ? $" ({disruption.Reason})" : "";
        var added = plan.SessionsAdded > 0 ? $", {plan.SessionsAdded} added" : "";
        return $"Repaired{why}: {plan.SessionsChanged} {(plan.SessionsChanged == 1 ? "session" : "sessions")} changed{added}, {plan.AppointmentsAffected} {(plan.AppointmentsAffected == 1 ? "appointment" : "appointments")} affected";
    }

    public static bool IsAt(Session session, SessionPlace place) =>
        session.Room == place.Room
        && session.Date == place.Date
        && session.Window.Start == place.Start
        && session.Clinicians.ToHashSet().SetEquals(place.Clinicians);

    /// <summary>The rules know no clock: what has begun, or would have, is refused here.</summary>
    public static PlaceVerdict NotBefore(DateTime now, PlaceVerdict verdict) =>
        verdict.Place.Date.ToDateTime(verdict.Place.Start) > now
            ? verdict
            : verdict with
            {
                Objections =
                [
                    new PlaceObjection("past", $"{verdict.Name} would begin in the past", []),
                    .. verdict.Objections,
                ],
                Moves = [],
                Displaced = [],
                CostChange = null,
                Changes = [],
            };

    private static string Count(int sessions) =>
        sessions == 1 ? "1 other session" : $"{sessions} other sessions";
}
