using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// What any plan of the week costs at least, rule by rule, in hundredths of a point. Every floor speaks of costs no other floor speaks of: the
/// rules of single sessions of each session at its cheapest place, the others of their own rule alone. So they add up for any plan that
/// places every session. A plan that leaves one out saves at most the session's own floor and its part in a rule's (<see cref="Saves"/>),
/// and pays what leaving it out costs.
/// </summary>
internal sealed class CostFloors
{
    /// <summary>Why a plan pays for sessions without a place.</summary>
    public const string LeftOut = "sessions that must be left out";

    private readonly FreePlaces free;
    private readonly PlaceableBound placeable;
    private readonly Timetable timetable;
    private readonly DenseWeek week;
    private readonly Dictionary<string, long> cost = [];
    private readonly Dictionary<string, string> sentence = [];
    private readonly long[] own;
    private readonly long[] part;

    public CostFloors(FreePlaces free, PlaceableBound placeable)
    {
        this.free = free;
        this.placeable = placeable;
        timetable = free.Timetable;
        week = free.Week;
        own = new long[week.Sessions.Count];
        part = new long[week.Sessions.Count];
        var alone = timetable.Soft.Where(rule => !Couples(rule)).ToArray();
        foreach (var rule in timetable.Places)
            Add(rule.Name, rule.Total().Cost, "every session at its own cheapest place");
        foreach (var rule in alone)
            Add(rule.Name, rule.Total().Cost, "every session at its own cheapest place");
        CheapestPlaces(alone);
        foreach (var rule in timetable.Soft)
            switch (rule)
            {
                case Spread:
                    TooFewDays(rule);
                    break;
                case RoomStability:
                    TooSmallRooms(rule);
                    break;
                case ServiceMixShortfall shortfall:
                    TooFewSessions(shortfall);
                    break;
                case Compactness compactness:
                    NobodyNear(compactness);
                    break;
                case Fairness fairness:
                    NoPopularTime(fairness);
                    break;
            }
    }

    /// <summary>By rule; rules that need not cost anything are left out.</summary>
    public IEnumerable<(string Rule, long Cost, string Sentence)> Lines =>
        cost.Where(line => line.Value != 0)
            .Select(line => (line.Key, line.Value, sentence[line.Key]))
            .OrderByDescending(line => line.Value);

    public long Total => cost.Values.Sum();

    /// <summary>The most a plan saves by leaving the session out, what that itself costs not counted.</summary>
    public long Saves(int session) => own[session] + part[session];

    private void Add(string rule, long hundredths, string because)
    {
        cost[rule] = cost.GetValueOrDefault(rule) + hundredths;
        sentence[rule] = because;
    }

    private bool Couples(SoftRule rule)
    {
        for (var clinic = 0; clinic < week.Clinics.Length; clinic++)
            if (rule.Couples(clinic, clinic))
                return true;
        return false;
    }

    /// <summary>Each session at the place where its own rules together cost least, or left out where that is cheaper still.</summary>
    private void CheapestPlaces(SoftRule[] alone)
    {
        for (var kind = 0; kind < free.Kinds; kind++)
        {
            var watching = Array.FindAll(alone, rule => rule.Watches(free.ClinicOf(kind)));
            if (free.IsSampled(kind))
                foreach (var session in free.Sessions[kind])
                foreach (var rule in watching)
                    Own(session, rule.Name, -rule.MostGain(free.ClinicOf(kind)));
            else if (watching.Length == 0)
            {
                var place = Cheapest(kind, free.Sessions[kind].FirstOrDefault(), watching);
                foreach (var session in free.Sessions[kind])
                    Charge(session, place, watching);
            }
            else
                foreach (var session in free.Sessions[kind])
                    Charge(session, Cheapest(kind, session, watching), watching);
        }
    }

    private (int Option, int Start, long Cost)? Cheapest(int kind, int session, SoftRule[] alone)
    {
        (int, int, long)? best = null;
        var least = long.MaxValue;
        foreach (var option in free.Options(kind))
        {
            if (alone.Length == 0 && timetable.PlaceCosts.OfOption(option) >= least)
                continue;
            foreach (var start in free.Starts(option))
            {
                long points = timetable.PlaceCosts.Of(option, start);
                foreach (var rule in alone)
                    points += rule.Marginal(session, option, start);
                if (points < least)
                    best = (option, start, least = points);
            }
        }
        return best;
    }

    private void Charge(int session, (int Option, int Start, long Cost)? place, SoftRule[] alone)
    {
        // Where leaving out costs less than any place, that is the floor.
        if (place is not var (option, start, points) || points >= timetable.UnplacedCost[session])
        {
            Own(session, PlanWriter.UnplacedId, timetable.UnplacedCost[session]);
            return;
        }
        var kind = week.Sessions.Kind[session];
        foreach (var rule in timetable.Places)
            Own(session, rule.Name, rule.Of(kind, option, start));
        foreach (var rule in alone)
            Own(session, rule.Name, rule.Marginal(session, option, start));
    }

    private void Own(int session, string rule, long hundredths)
    {
        own[session] += hundredths;
        Add(
            rule,
            hundredths,
            rule == PlanWriter.UnplacedId ? LeftOut : "every session at its own cheapest place"
        );
    }

    private IEnumerable<int> KindsOf(int clinic) =>
        Enumerable
            .Range(week.Clinics[clinic].FirstSession, week.Clinics[clinic].SessionCount)
            .Where(s => !week.Sessions.IsFixed(s))
            .Select(s => week.Sessions.Kind[s])
            .Distinct();

    private IEnumerable<int> FixedOf(int clinic) =>
        Enumerable
            .Range(week.Clinics[clinic].FirstSession, week.Clinics[clinic].SessionCount)
            .Where(week.Sessions.IsFixed);

    private void TooFewDays(SoftRule rule)
    {
        var missing = 0;
        for (var c = 0; c < week.Clinics.Length; c++)
        {
            if (week.Clinics[c].MinimumDays < 2 || KindsOf(c).Any(free.IsSampled))
                continue;
            var days = FixedOf(c).Select(s => timetable.Day[s]).ToHashSet();
            foreach (var kind in KindsOf(c))
            foreach (var option in free.Options(kind))
            foreach (var start in free.Starts(option))
                days.Add(week.Grid.DayOf[start]);
            var sessions = FixedOf(c).Count() + KindsOf(c).Sum(placeable.Most);
            missing += Math.Max(0, week.Clinics[c].MinimumDays - Math.Min(days.Count, sessions));
        }
        Add(
            rule.Name,
            (long)missing * rule.Price,
            $"clinics want {missing} days more than they have sessions or days to be on"
        );
    }

    private void TooSmallRooms(SoftRule rule)
    {
        var extra = 0;
        for (var c = 0; c < week.Clinics.Length; c++)
        {
            var kinds = KindsOf(c).ToArray();
            if (week.Clinics[c].SessionCount < 2 || Array.Exists(kinds, free.IsSampled))
                continue;
            var more = Math.Max(0, RoomsNeeded(c, kinds) - 1);
            extra += more;
            if (more > 0)
                foreach (var kind in kinds)
                foreach (var session in free.Sessions[kind])
                    part[session] += rule.Price;
        }
        Add(
            rule.Name,
            (long)extra * rule.Price,
            $"no one room has the time for all sessions of some clinics: {extra} rooms more"
        );
    }

    /// <summary>The rooms that hold most of its sessions, as many as it takes; those of fixed sessions are used already.</summary>
    private int RoomsNeeded(int clinic, int[] kinds)
    {
        var used = FixedOf(clinic).Select(s => timetable.Room[s]).ToHashSet();
        var sessions = kinds.Sum(placeable.Most);
        var holds = new List<int>();
        foreach (
            var room in kinds
                .SelectMany(free.Options)
                .Select(option => week.Candidates.Room[option])
                .Distinct()
        )
        {
            var fits = kinds.Sum(kind => FitsInRoom(kind, room));
            if (used.Contains(room))
                sessions -= fits;
            else if (fits >= sessions)
                return used.Count + (sessions > 0 ? 1 : 0);
            else
                holds.Add(fits);
        }
        var needed = used.Count;
        foreach (var fits in holds.OrderDescending().TakeWhile(_ => sessions > 0))
        {
            sessions -= fits;
            needed++;
        }
        return needed;
    }

    private int FitsInRoom(int kind, int room)
    {
        if (free.InRoom(kind, room) is not { } starts)
            return 0;
        var option = week.Candidates.FirstInRoom(kind, room);
        var takes =
            week.Candidates.Before[option]
            + free.Clinic(kind).Length
            + week.Candidates.After[option];
        var most = 0;
        for (var day = 0; day < TimeGrid.Days; day++)
        {
            var count = 0;
            var from = week.Grid.FirstCell(day);
            for (var cell = from; cell < week.Grid.FirstCell(day + 1); cell++)
                if (starts[cell] && cell >= from)
                {
                    count++;
                    from = cell + Math.Max(1, takes);
                }
            most += Math.Min(count, free.MostOn(kind, day));
        }
        return Math.Min(most, placeable.Most(kind));
    }

    /// <summary>Sessions flow to hubs that have a target for their service; what stays open there is missing in any plan.</summary>
    private void TooFewSessions(ServiceMixShortfall rule)
    {
        var network = new FlowNetwork();
        var (source, sink) = (network.AddNode(), network.AddNode());
        var targets = new Dictionary<(int Hub, int Service), int>();
        long open = 0;
        var least = int.MaxValue;
        foreach (var (hub, service, wanted) in rule.Targets())
        {
            if (rule.PriceAt(hub) == 0)
                continue;
            least = Math.Min(least, rule.PriceAt(hub));
            var there = Enumerable
                .Range(0, timetable.Start.Length)
                .Count(s =>
                    timetable.Hub[s] == hub
                    && week.Clinics[week.Sessions.Clinic[s]].Service == service
                );
            var left = Math.Max(0, wanted - there);
            targets[(hub, service)] = network.AddNode();
            network.AddEdge(targets[(hub, service)], sink, left);
            open += left;
        }
        for (var kind = 0; kind < free.Kinds; kind++)
        {
            var service = free.Clinic(kind).Service;
            var node = network.AddNode();
            network.AddEdge(source, node, placeable.Most(kind));
            var hubs = free.IsSampled(kind)
                ? Enumerable.Range(0, week.Hubs.Count)
                : free.Options(kind).Select(option => week.Candidates.Hub[option]).Distinct();
            foreach (var hub in hubs)
                if (targets.TryGetValue((hub, service), out var target))
                    network.AddEdge(node, target, FlowNetwork.Unlimited);
        }
        var missing = open - network.Run(source, sink);
        if (missing == 0)
            return;
        Add(
            rule.Name,
            missing * least, // which hub goes short is for the plan to choose
            $"clinics want {missing} sessions fewer than the service mix, or cannot be at its hubs"
        );
    }

    /// <summary>Sessions that nothing else of their pathway can be near, wherever both go.</summary>
    private void NobodyNear(Compactness rule)
    {
        var near = (int)(Compactness.Near.TotalMinutes / week.Grid.MinutesPerCell);
        var alone = 0;
        long points = 0;
        for (var pathway = 0; pathway < week.PathwayCount; pathway++)
        {
            var members = Enumerable
                .Range(0, week.Clinics.Length)
                .Where(c => week.Clinics[c].Pathways.Contains(pathway))
                .SelectMany(c =>
                    Enumerable.Range(week.Clinics[c].FirstSession, week.Clinics[c].SessionCount)
                )
                .GroupBy(s => week.Sessions.Kind[s])
                .Select(g => (Kind: g.Key, Sessions: g.ToArray()))
                .ToArray();
            if (Array.Exists(members, m => free.IsSampled(m.Kind)))
                continue;
            var places = members.Select(m => StartsByHub(m.Kind)).ToArray();
            for (var a = 0; a < members.Length; a++)
            {
                var hasCompany = false;
                for (var b = 0; b < members.Length && !hasCompany; b++)
                    hasCompany =
                        (a != b || members[a].Sessions.Length > 1)
                        && MeetsAnywhere(
                            places[a],
                            places[b],
                            members[a].Kind,
                            members[b].Kind,
                            near
                        );
                if (hasCompany || places[a].Values.All(set => set.IsEmpty))
                    continue;
                var price = places[a]
                    .Where(hub => !hub.Value.IsEmpty)
                    .Min(hub => rule.PriceAt(hub.Key));
                foreach (var session in members[a].Sessions)
                {
                    if (!week.Sessions.IsFixed(session))
                        part[session] += price;
                    points += price;
                    alone++;
                }
            }
        }
        Add(rule.Name, points, $"{alone} times nothing else of a session's pathway can be near it");
    }

    private Dictionary<int, CellSet> StartsByHub(int kind)
    {
        var starts = new Dictionary<int, CellSet>();
        for (
            var option = week.Candidates.FirstOption[kind];
            option < week.Candidates.EndOf(kind);
            option++
        )
        {
            var set =
                free.Sessions[kind].Length == 0
                    ? week.Candidates.StartSet[option]
                    : free.Set(option);
            var hub = week.Candidates.Hub[option];
            starts[hub] = starts.TryGetValue(hub, out var known) ? known.Or(set) : set;
        }
        return starts;
    }

    private bool MeetsAnywhere(
        Dictionary<int, CellSet> places,
        Dictionary<int, CellSet> others,
        int kind,
        int other,
        int near
    )
    {
        var (length, otherLength) = (LengthOf(kind), LengthOf(other));
        foreach (var (hub, starts) in places)
            if (others.TryGetValue(hub, out var set))
                for (var start = 0; start < week.Grid.Cells; start++)
                    if (starts[start])
                    {
                        var day = week.Grid.DayOf[start];
                        var from = Math.Max(start - otherLength - near, week.Grid.FirstCell(day));
                        var to = Math.Min(start + length + near + 1, week.Grid.FirstCell(day + 1));
                        if (set.HasAny(from, to))
                            return true;
                    }
        return false;
    }

    private int LengthOf(int kind) =>
        free.Sessions[kind].Length > 0
            ? free.Clinic(kind).Length
            : week.Sessions.Length[Array.IndexOf(week.Sessions.Kind, kind)];

    /// <summary>Sessions that can only be at unpopular times, by organisation.</summary>
    private void NoPopularTime(Fairness rule)
    {
        var unpopular = new Dictionary<int, List<int>>();
        for (var kind = 0; kind < free.Kinds; kind++)
            if (
                !free.IsSampled(kind)
                && free.Sessions[kind].Length > 0
                && free.Options(kind).Any()
                && free.Options(kind)
                    .All(option =>
                        Array.TrueForAll(
                            free.Starts(option),
                            start => rule.IsUnpopular(start, free.Clinic(kind).Length)
                        )
                    )
            )
                Of(free.Clinic(kind).Organisation).AddRange(free.Sessions[kind]);
        for (var s = 0; s < timetable.Start.Length; s++)
            if (
                timetable.IsPlaced(s)
                && rule.IsUnpopular(timetable.Start[s], week.Sessions.Length[s])
            )
                Of(week.Clinics[week.Sessions.Clinic[s]].Organisation).Add(s);
        foreach (var (organisation, sessions) in unpopular)
        {
            var last =
                rule.CostOf(organisation, sessions.Count)
                - rule.CostOf(organisation, sessions.Count - 1);
            foreach (var session in sessions)
                if (!week.Sessions.IsFixed(session))
                    part[session] += last + 1; // costs are whole hundredths, rounded down
        }
        Add(
            rule.Name,
            unpopular.Sum(pair => (long)rule.CostOf(pair.Key, pair.Value.Count)),
            $"{unpopular.Values.Sum(list => list.Count)} sessions can only be outside 09:00-17:00 on weekdays"
        );

        List<int> Of(int organisation)
        {
            if (!unpopular.TryGetValue(organisation, out var list))
                unpopular[organisation] = list = [];
            return list;
        }
    }
}
