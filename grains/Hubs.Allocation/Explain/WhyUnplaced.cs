using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// For a session without a place: looks at every place there could be and counts which rules stand in the way. A candidate is a room,
/// a team and a start; one that several rules refuse counts for each of them.
/// </summary>
internal sealed class WhyUnplaced(Timetable timetable)
{
    private readonly DenseWeek week = timetable.Week;
    private readonly Network network = timetable.Week.Problem.Network;
    private readonly Dictionary<SessionId, Closure?> closures = timetable
        .Week.Problem.Wanted.DistinctBy(wanted => wanted.Id)
        .ToDictionary(wanted => wanted.Id, wanted => wanted.Closure);

    /// <summary>Sessions of one kind have the same candidates, so the same reasons.</summary>
    private readonly Dictionary<(int Kind, Closure?), ImmutableArray<UnplacedReason>> known = [];

    public UnplacedSession Of(int session)
    {
        var dense = week.Clinics[week.Sessions.Clinic[session]];
        var clinic = dense.Model!;
        var kind = week.Sessions.Kind[session];
        var closure = closures.GetValueOrDefault(week.Sessions.Id[session]);
        if (!known.TryGetValue((kind, closure), out var reasons))
            known[(kind, closure)] = reasons = Reasons(session, kind, clinic, dense, closure);
        return new UnplacedSession(
            week.Sessions.Id[session],
            clinic.Id,
            clinic.Name,
            clinic.Priority,
            reasons
        )
        {
            IsClosedFor = closure is not null,
        };
    }

    private ImmutableArray<UnplacedReason> Reasons(
        int session,
        int kind,
        Clinic clinic,
        DenseClinic dense,
        Closure? closure
    ) =>
        closure is not null ? Shut(clinic, closure)
        : week.Candidates.OptionCount[kind] == 0 ? NoCandidates(session, clinic)
        : TooFewDays(clinic, dense) is { } proof ? [proof, .. Blocked(session, kind, clinic)]
        : Blocked(session, kind, clinic);

    private ImmutableArray<UnplacedReason> Shut(Clinic clinic, Closure closure) =>
        [new UnplacedReason(RoomOpen.Id, 0, $"{HubNames(clinic)} is closed: {closure.Reason}")];

    private ImmutableArray<UnplacedReason> NoCandidates(int session, Clinic clinic)
    {
        var service = network.Services[week.Clinics[week.Sessions.Clinic[session]].Service];
        var seatsAreSoft = Weights.Of(week.Problem, Seats.Id) > 0;
        var rooms = network
            .Hubs.Where(hub => clinic.Hubs.IsEmpty || clinic.Hubs.Contains(hub.Id))
            .SelectMany(hub => hub.Rooms)
            .ToArray();
        var objections = rooms
            .Select(room => RoomSuits.Objection(service, clinic, room, seatsAreSoft))
            .ToArray();
        if (Array.TrueForAll(objections, objection => objection is not null))
        {
            var nearest = rooms
                .Zip(objections)
                .OrderByDescending(pair => Needs.TypeSuits(service, clinic, pair.First))
                .Select(pair => $": {pair.Second}")
                .FirstOrDefault("");
            return
            [
                new UnplacedReason(
                    RoomSuits.Id,
                    rooms.Length,
                    $"None of the {rooms.Length} rooms at {HubNames(clinic)} suits{nearest}"
                ),
            ];
        }
        foreach (var need in clinic.Clinicians)
        {
            var people = Needs.People(network, clinic, need).ToArray();
            if (people.Length == 0)
                return
                [
                    new UnplacedReason(
                        ClinicianAvailable.Id,
                        0,
                        $"Nobody who could run {clinic.Name} is competent in {service.Name}"
                    ),
                ];
            if (!Array.Exists(people, person => IsEverThere(session, clinic, person)))
                return
                [
                    new UnplacedReason(
                        ClinicianAvailable.Id,
                        people.Length,
                        $"{Names(people.Select(person => person.Name))} cannot be at {HubNames(clinic)} at any time {clinic.Name} may start{OnDate(session)}{Leave(people)}"
                    ),
                ];
        }
        return
        [
            new UnplacedReason(
                RoomOpen.Id,
                objections.Count(objection => objection is null),
                $"No suitable room at {HubNames(clinic)} is open when {clinic.Name} may be on and its people are there{OnDate(session)}"
            ),
        ];
    }

    /// <summary>Who is on leave in this week, and when; nothing of why.</summary>
    private string Leave(Clinician[] people) =>
        string.Concat(
            from person in people
            from leave in person.Leave
            where leave.From <= week.Grid.Date(TimeGrid.Days - 1) && leave.To >= week.Grid.Date(0)
            select leave.From == leave.To
                ? $". {person.Name} is on leave on {Day(leave.From)}"
                : $". {person.Name} is on leave from {Day(leave.From)} to {Day(leave.To)}"
        );

    private static string Day(DateOnly date) =>
        date.ToString("d MMMM", System.Globalization.CultureInfo.InvariantCulture);

    private bool IsEverThere(int session, Clinic clinic, Clinician person)
    {
        var day = week.Sessions.Day[session];
        return week.Grid.Dates.Where((_, d) => day < 0 || d == day)
                .Any(date =>
                    AllowedTimes
                        .Windows(network, clinic, date)
                        .Any(window =>
                            person.Availability.Any(a =>
                                a.Day == date.DayOfWeek && a.Window.Overlaps(window)
                            ) && !person.IsOnLeave(date, window)
                        )
                )
            && (
                clinic.Hubs.IsEmpty
                || clinic.Hubs.Any(hub => person.HomeHub == hub || person.Hubs.Contains(hub))
            );
    }

    /// <summary>No plan at all could place every session of a clinic that wants more than its days and its daily maximum allow.</summary>
    private UnplacedReason? TooFewDays(Clinic clinic, DenseClinic dense)
    {
        var days = Enumerable
            .Range(dense.FirstSession, dense.SessionCount)
            .SelectMany(s => Days(week.Sessions.Kind[s]))
            .Distinct()
            .Order()
            .ToArray();
        if (clinic.MaximumPerDay is not { } most || (long)most * days.Length >= dense.SessionCount)
            return null;
        var names = Names(days.Select(day => $"{week.Grid.Date(day):dddd}"));
        return new UnplacedReason(
            SessionsPerDay.Id,
            0,
            $"{clinic.Name} wants {dense.SessionCount} sessions, at most {most} a day, but this week can only be on {names}"
        );
    }

    private IEnumerable<int> Days(int kind)
    {
        var options = Enumerable.Range(
            week.Candidates.FirstOption[kind],
            week.Candidates.OptionCount[kind]
        );
        return options.SelectMany(option =>
            week.Candidates.Starts[option].Select(start => week.Grid.DayOf[start])
        );
    }

    private ImmutableArray<UnplacedReason> Blocked(int session, int kind, Clinic clinic)
    {
        var candidates = week.Candidates;
        var total = 0;
        var counts = new int[timetable.Hard.Length];
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
        {
            var option = candidates.FirstOption[kind] + i;
            foreach (var start in candidates.Starts[option])
            {
                total++;
                for (var r = 0; r < counts.Length; r++)
                    if (timetable.Hard[r].Breaks(session, option, start, -1))
                        counts[r]++;
            }
        }
        return
        [
            .. timetable
                .Hard.Zip(counts, (rule, count) => (rule, count))
                .Where(pair => pair.count > 0)
                .OrderByDescending(pair => pair.count)
                .Select(pair => new UnplacedReason(
                    pair.rule.Name,
                    pair.count,
                    Sentence(pair.rule.Name, pair.count, total, session, kind, clinic)
                )),
        ];
    }

    private string Sentence(string rule, int count, int total, int session, int kind, Clinic clinic)
    {
        var options = Enumerable
            .Range(week.Candidates.FirstOption[kind], week.Candidates.OptionCount[kind])
            .ToArray();
        var people = Names(
            options
                .SelectMany(option => week.Teams[week.Candidates.Team[option]])
                .Distinct()
                .Select(person => week.People[person].Model.Name)
        );
        var share = count == total ? "every" : $"{count} of {total}";
        var places = count == total ? "possible place" : "possible places";
        var there =
            people.Length > 0 && count == total
                ? $" whenever {people} could be there"
                : $" in {share} {places}";
        var when = OnDate(session);
        return rule switch
        {
            RoomClash.Id => $"{RoomNames(options, clinic)} taken{there}{when}",
            ClinicianClash.Id =>
                $"{people} {(people.Contains(" and ", StringComparison.Ordinal) ? "are" : "is")} with somebody else, or on the way, in {share} {places}{when}",
            PathwayClash.Id =>
                $"Another clinic of {PathwayNames(clinic)} is on in {share} {places}{when}",
            DailyMaximum.Id =>
                $"{people} would go over the daily maximum in {share} {places}{when}",
            MinimumRest.Id =>
                $"{people} would have too little rest overnight in {share} {places}{when}",
            SessionsPerDay.Id =>
                $"{clinic.Name} already has its {clinic.MaximumPerDay} for the day in {share} {places}{when}",
            EquipmentStock.Id => $"The equipment is in use in {share} {places}{when}",
            _ =>
                $"{HubNames(clinic)} already has as many sessions of this service as its service mix allows",
        };
    }

    private string RoomNames(int[] options, Clinic clinic)
    {
        var rooms = options
            .Select(option => week.Candidates.Room[option])
            .Distinct()
            .Select(r => week.Rooms[r].Model)
            .ToArray();
        if (rooms.Length == 1)
            return $"{rooms[0].Name} is";
        var types = rooms.Select(room => room.Type).Distinct().ToArray();
        var type = types.Length == 1 ? RoomWords.Of(types[0]) + " " : "suitable ";
        return $"All {rooms.Length} {type}rooms at {HubNames(clinic)} are";
    }

    private string PathwayNames(Clinic clinic) =>
        Names(
            network
                .Pathways.Where(pathway => pathway.Clinics.Contains(clinic.Id))
                .Select(pathway => pathway.Name)
        );

    private string HubNames(Clinic clinic) =>
        clinic.Hubs.IsEmpty
            ? "any hub"
            : Names(
                network.Hubs.Where(hub => clinic.Hubs.Contains(hub.Id)).Select(hub => hub.Name)
            );

    private string OnDate(int session) =>
        week.Sessions.Day[session] is >= 0 and < TimeGrid.Days and var day
            ? $" on {week.Grid.Date(day):dddd d MMMM}"
            : "";

    public static string Names(IEnumerable<string> names)
    {
        var list = names.ToArray();
        return list.Length switch
        {
            0 => "",
            1 => list[0],
            <= 3 => $"{string.Join(", ", list[..^1])} and {list[^1]}",
            _ => $"{list[0]}, {list[1]} and {list.Length - 2} others",
        };
    }
}
