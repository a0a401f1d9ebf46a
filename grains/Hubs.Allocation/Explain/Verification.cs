using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Every hard rule again, written plainly over sessions and minutes: the judge of what the search made.</summary>
internal static class Verification
{
    public const string FixedId = "fixed";

    public static ImmutableArray<RuleBreach> Of(
        WeekProblem problem,
        ImmutableArray<Session> sessions
    )
    {
        var network = problem.Network;
        var clinics = network.Clinics.ToDictionary(clinic => clinic.Id);
        var services = network.Services.ToDictionary(service => service.Id);
        var people = network.Clinicians.ToDictionary(person => person.Id);
        var wanted = problem.Wanted.ToLookup(w => w.Id);
        var fixedSessions = problem.Fixed.ToDictionary(session => session.Id);
        var places = network
            .Hubs.SelectMany(hub => hub.Rooms.Select(room => (room.Id, (Hub: hub, Room: room))))
            .ToDictionary();
        var breaches = new List<RuleBreach>();

        foreach (var session in sessions.Where(s => !fixedSessions.ContainsKey(s.Id)))
        {
            if (!places.TryGetValue(session.Room, out var place) || place.Hub.Id != session.Hub)
            {
                Add(
                    RoomSuits.Id,
                    $"{session.ServiceName} is in room {session.Room}, which {session.Hub} does not have",
                    session
                );
                continue;
            }
            if (session.Clinic is not { } id || !clinics.TryGetValue(id, out var clinic))
            {
                Add(AllowedTimes.Id, $"Nobody asked for session {session.Id}", session);
                continue;
            }
            var service = services[clinic.Service];
            var seatsAreSoft = Weights.Of(problem, Seats.Id) > 0;
            if (RoomSuits.Objection(service, clinic, place.Room, seatsAreSoft) is { } objection)
                Add(RoomSuits.Id, objection, session);
            if (!clinic.Hubs.IsEmpty && !clinic.Hubs.Contains(session.Hub))
                Add(RoomSuits.Id, $"{clinic.Name} is not for {place.Hub.Name}", session);
            if (
                !RoomOpen.Allows(
                    place.Hub,
                    place.Room,
                    session.Date,
                    session.Window,
                    Occupied(session),
                    problem.Blocks
                )
            )
                Add(
                    RoomOpen.Id,
                    $"{place.Room.Name} is not open on {When(session)} for {clinic.Name}",
                    session
                );
            if (
                !AllowedTimes.Allows(network, clinic, session.Date, session.Window)
                || session.Window.Length != clinic.Length
                || wanted[session.Id].FirstOrDefault() is not { } wish
                || wish.Clinic != clinic.Id
                || (wish.On is { } date && date != session.Date)
            )
                Add(AllowedTimes.Id, $"{clinic.Name} may not be on {When(session)}", session);
            foreach (var person in session.Clinicians)
                if (
                    !people.TryGetValue(person, out var clinician)
                    || !ClinicianAvailable.Allows(
                        clinician,
                        clinic.Service,
                        session.Hub,
                        session.Date,
                        session.Window
                    )
                )
                    Add(
                        ClinicianAvailable.Id,
                        $"{person} cannot run {clinic.Name} at {place.Hub.Name} on {When(session)}",
                        session
                    );
            if (!Staffs(network, clinic, session.Clinicians))
                Add(
                    ClinicianAvailable.Id,
                    $"{clinic.Name} on {When(session)} does not have the people it needs",
                    session
                );
        }

        RoomClashes();
        ClinicianClashes();
        PathwayClashes();
        Counts();
        Equipment();
        FixedAndOnce();
        return [.. breaches];

        void Add(string rule, string sentence, params Session[] who) =>
            breaches.Add(new RuleBreach(rule, sentence, [.. who.Select(s => s.Id)]));

        TimeWindow Occupied(Session session)
        {
            if (fixedSessions.ContainsKey(session.Id))
                return session.RoomWindow;
            var room = places.TryGetValue(session.Room, out var place) ? place.Room : null;
            var service = services.GetValueOrDefault(session.Service);
            return session.Window.Widen(
                Needs.Longer(
                    room?.TurnaroundBefore ?? default,
                    service?.TurnaroundBefore ?? default
                ),
                Needs.Longer(room?.TurnaroundAfter ?? default, service?.TurnaroundAfter ?? default)
            );
        }

        void RoomClashes()
        {
            foreach (var day in sessions.GroupBy(s => (s.Hub, s.Date)))
            foreach (var (a, b) in Pairs([.. day]))
                if (SharesSpace(a.Room, b.Room) && Occupied(a).Overlaps(Occupied(b)))
                    Add(
                        RoomClash.Id,
                        $"{a.ServiceName} and {b.ServiceName} are both in {a.Room} on {When(a)}, turnaround included",
                        a,
                        b
                    );
        }

        bool SharesSpace(RoomId a, RoomId b) =>
            a == b || (places.TryGetValue(a, out var place) && place.Room.SharesSpaceWith(b));

        void ClinicianClashes()
        {
            var days = sessions
                .SelectMany(s => s.Clinicians.Select(person => (person, session: s)))
                .GroupBy(pair => (pair.person, pair.session.Date), pair => pair.session);
            foreach (var day in days)
            {
                foreach (var (a, b) in Pairs([.. day]))
                {
                    var travel = Travel.Between(network, a.Hub, b.Hub);
                    if (a.Window.Widen(travel, travel).Overlaps(b.Window))
                        Add(
                            ClinicianClash.Id,
                            $"{day.Key.person} would be at {a.Hub} {When(a)} and at {b.Hub} {When(b)}",
                            a,
                            b
                        );
                }
                var total = TimeSpan.FromTicks(day.Sum(s => s.Window.Length.Ticks));
                if (
                    people.TryGetValue(day.Key.person, out var person)
                    && total > person.DailyMaximum
                    && !day.All(IsFixed)
                )
                    Add(
                        DailyMaximum.Id,
                        $"{person.Name} would have {total:h\\:mm} of sessions on {day.Key.Date:dddd}",
                        [.. day]
                    );
            }
        }

        bool IsFixed(Session session) => fixedSessions.ContainsKey(session.Id);

        void PathwayClashes()
        {
            foreach (var pathway in network.Pathways)
            {
                var members = pathway.Clinics.ToHashSet();
                foreach (
                    var day in sessions
                        .Where(s => s.Clinic is { } c && members.Contains(c))
                        .GroupBy(s => s.Date)
                )
                foreach (var (a, b) in Pairs([.. day]))
                    if (a.Clinic != b.Clinic && a.Window.Overlaps(b.Window))
                        Add(
                            PathwayClash.Id,
                            $"{a.ServiceName} and {b.ServiceName} of {pathway.Name} are both on {When(a)}",
                            a,
                            b
                        );
            }
        }

        void Counts()
        {
            foreach (
                var day in sessions
                    .Where(s => s.Clinic is not null)
                    .GroupBy(s => (s.Clinic!.Value, s.Date))
            )
                if (
                    clinics.TryGetValue(day.Key.Value, out var clinic)
                    && day.Count() > clinic.MaximumPerDay
                    && !day.All(IsFixed)
                )
                    Add(
                        SessionsPerDay.Id,
                        $"{clinic.Name} is on {day.Count()} times on {day.Key.Date:dddd}",
                        [.. day]
                    );
            foreach (var hub in network.Hubs)
            foreach (var target in hub.ServiceMix)
            {
                var there = sessions
                    .Where(s => s.Hub == hub.Id && s.Service == target.Service)
                    .ToArray();
                if (there.Length > target.Maximum && !Array.TrueForAll(there, IsFixed))
                    Add(
                        ServiceMixMaximum.Id,
                        $"{there.Length} sessions of {target.Service} at {hub.Name}, {target.Maximum} at most",
                        there
                    );
            }
        }

        void Equipment()
        {
            foreach (var hub in network.Hubs)
            foreach (
                var day in sessions
                    .Where(s => s.Hub == hub.Id && !s.Equipment.IsEmpty)
                    .GroupBy(s => s.Date)
            )
            foreach (var session in day)
            foreach (var kind in session.Equipment.Select(need => need.Equipment))
            {
                var together = day.Where(s => s.Window.Contains(session.Window.Start)).ToArray();
                var needed = together.Sum(s =>
                    s.Equipment.Where(n => n.Equipment == kind).Sum(n => n.Count)
                );
                var stock = hub
                    .Equipment.Where(item => item.Equipment == kind)
                    .Sum(item => item.Count);
                if (needed > stock && !Array.TrueForAll(together, IsFixed))
                    Add(
                        EquipmentStock.Id,
                        $"{needed} {kind} needed at {hub.Name} on {When(session)}, {stock} there",
                        together
                    );
            }
        }

        void FixedAndOnce()
        {
            foreach (var twice in sessions.GroupBy(s => s.Id).Where(same => same.Count() > 1))
                Add(FixedId, $"Session {twice.Key} is placed {twice.Count()} times", [.. twice]);
            var placed = sessions.ToLookup(s => s.Id);
            foreach (var pinned in problem.Fixed)
                if (
                    placed[pinned.Id].FirstOrDefault() is not { } now
                    || (now.Room, now.Date, now.Window) != (pinned.Room, pinned.Date, pinned.Window)
                )
                    Add(
                        FixedId,
                        $"{pinned.ServiceName} was fixed on {When(pinned)} in {pinned.Room} and is not there",
                        pinned
                    );
        }
    }

    /// <summary>Whether people and needs can be matched one to one.</summary>
    private static bool Staffs(Network network, Clinic clinic, ImmutableArray<ClinicianId> people)
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

    private static IEnumerable<(Session, Session)> Pairs(Session[] sessions)
    {
        for (var i = 0; i < sessions.Length; i++)
        for (var j = i + 1; j < sessions.Length; j++)
            yield return (sessions[i], sessions[j]);
    }

    private static string When(Session session) => $"{session.Date:dddd} {session.Window}";
}
