using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>What can only be said of sessions together. Fixed sessions count, but are not blamed for each other's totals.</summary>
internal static class ClashChecks
{
    public static void Run(Evidence evidence)
    {
        RoomClashes(evidence);
        ClinicianClashes(evidence);
        Nights(evidence);
        PathwayClashes(evidence);
        Counts(evidence);
        Equipment(evidence);
    }

    private static void RoomClashes(Evidence evidence)
    {
        foreach (var day in evidence.Sessions.GroupBy(s => (s.Hub, s.Date)))
        foreach (var (a, b) in Pairs([.. day]))
            if (
                SharesSpace(evidence, a.Room, b.Room)
                && evidence.Occupied(a).Overlaps(evidence.Occupied(b))
            )
                evidence.Add(
                    RoomClash.Id,
                    $"{a.ServiceName} and {b.ServiceName} are both in {a.Room} on {Evidence.When(a)}, turnaround included",
                    a,
                    b
                );
    }

    private static bool SharesSpace(Evidence evidence, RoomId a, RoomId b) =>
        a == b || (evidence.Place(a) is { } place && place.Room.SharesSpaceWith(b));

    private static void ClinicianClashes(Evidence evidence)
    {
        var days = evidence
            .Sessions.SelectMany(s => s.Clinicians.Select(person => (person, session: s)))
            .GroupBy(pair => (pair.person, pair.session.Date), pair => pair.session);
        foreach (var day in days)
        {
            foreach (var (a, b) in Pairs([.. day]))
            {
                var travel = Travel.Between(evidence.Network, a.Hub, b.Hub);
                if (a.Window.Widen(travel, travel).Overlaps(b.Window))
                    evidence.Add(
                        ClinicianClash.Id,
                        $"{day.Key.person} would be at {a.Hub} {Evidence.When(a)} and at {b.Hub} {Evidence.When(b)}",
                        a,
                        b
                    );
            }
            var total = TimeSpan.FromTicks(day.Sum(s => s.Window.Length.Ticks));
            if (
                evidence.People.TryGetValue(day.Key.person, out var person)
                && total > person.DailyMaximum
                && !day.All(evidence.IsFixed)
            )
                evidence.Add(
                    DailyMaximum.Id,
                    $"{person.Name} would have {total:h\\:mm} of sessions on {day.Key.Date:dddd}",
                    [.. day]
                );
        }
    }

    private static void Nights(Evidence evidence)
    {
        var people = evidence
            .Sessions.SelectMany(s => s.Clinicians.Select(person => (person, session: s)))
            .GroupBy(pair => pair.person, pair => pair.session);
        foreach (var person in people)
        {
            var byDate = person.ToLookup(s => s.Date);
            foreach (var a in person)
            foreach (var b in byDate[a.Date.AddDays(1)])
                if (
                    TimeSpan.FromDays(1) - a.Window.End.ToTimeSpan() + b.Window.Start.ToTimeSpan()
                        < evidence.Network.Rest
                    && !(evidence.IsFixed(a) && evidence.IsFixed(b))
                )
                    evidence.Add(
                        MinimumRest.Id,
                        $"{person.Key} would have {a.ServiceName} {Evidence.When(a)} and {b.ServiceName} {Evidence.When(b)}, with too little rest between",
                        a,
                        b
                    );
        }
    }

    private static void PathwayClashes(Evidence evidence)
    {
        foreach (var pathway in evidence.Network.Pathways)
        {
            var members = pathway.Clinics.ToHashSet();
            foreach (
                var day in evidence
                    .Sessions.Where(s => s.Clinic is { } c && members.Contains(c))
                    .GroupBy(s => s.Date)
            )
            foreach (var (a, b) in Pairs([.. day]))
                if (a.Clinic != b.Clinic && a.Window.Overlaps(b.Window))
                    evidence.Add(
                        PathwayClash.Id,
                        $"{a.ServiceName} and {b.ServiceName} of {pathway.Name} are both on {Evidence.When(a)}",
                        a,
                        b
                    );
        }
    }

    private static void Counts(Evidence evidence)
    {
        foreach (
            var day in evidence
                .Sessions.Where(s => s.Clinic is not null)
                .GroupBy(s => (s.Clinic!.Value, s.Date))
        )
            if (
                evidence.Clinics.TryGetValue(day.Key.Value, out var clinic)
                && day.Count() > clinic.MaximumPerDay
                && !day.All(evidence.IsFixed)
            )
                evidence.Add(
                    SessionsPerDay.Id,
                    $"{clinic.Name} is on {day.Count()} times on {day.Key.Date:dddd}",
                    [.. day]
                );
        foreach (var hub in evidence.Network.Hubs)
        foreach (var target in hub.ServiceMix)
        {
            var there = evidence
                .Sessions.Where(s => s.Hub == hub.Id && s.Service == target.Service)
                .ToArray();
            if (there.Length > target.Maximum && !Array.TrueForAll(there, evidence.IsFixed))
                evidence.Add(
                    ServiceMixMaximum.Id,
                    $"{there.Length} sessions of {target.Service} at {hub.Name}, {target.Maximum} at most",
                    there
                );
        }
    }

    private static void Equipment(Evidence evidence)
    {
        foreach (var hub in evidence.Network.Hubs)
        foreach (
            var day in evidence
                .Sessions.Where(s => s.Hub == hub.Id && !s.Equipment.IsEmpty)
                .GroupBy(s => s.Date)
        )
        foreach (var session in day)
        foreach (var kind in session.Equipment.Select(need => need.Equipment))
        {
            var together = day.Where(s => s.Window.Contains(session.Window.Start)).ToArray();
            var needed = together.Sum(s =>
                s.Equipment.Where(n => n.Equipment == kind).Sum(n => n.Count)
            );
            var stock = hub.Equipment.Where(item => item.Equipment == kind).Sum(item => item.Count);
            if (needed > stock && !Array.TrueForAll(together, evidence.IsFixed))
                evidence.Add(
                    EquipmentStock.Id,
                    $"{needed} {kind} needed at {hub.Name} on {Evidence.When(session)}, {stock} there",
                    together
                );
        }
    }

    private static IEnumerable<(Session, Session)> Pairs(Session[] sessions)
    {
        for (var i = 0; i < sessions.Length; i++)
        for (var j = i + 1; j < sessions.Length; j++)
            yield return (sessions[i], sessions[j]);
    }
}
