using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>"Why not there?", of one session and one place.</summary>
internal sealed class PlaceQuestions(StandingWeek week)
{
    private readonly Timetable timetable = week.Timetable;
    private readonly MoveChain chain = new(week.Timetable, week.MayMove);
    private readonly ILookup<SessionId, WantedSession> wanted = week.Problem.Wanted.ToLookup(w =>
        w.Id
    );

    /// <summary>Null where room or people are not known, or nobody wants the session.</summary>
    public PlaceVerdict? Verdict(SessionId id, SessionPlace place)
    {
        if (
            week.IndexOf(id) is not { } s
            || ClinicOf(s) is not { } clinic
            || week.Evidence.Place(place.Room) is null
            || !place.Clinicians.All(week.Evidence.People.ContainsKey)
        )
            return null;
        var asked = Choose(s, place);
        var people = asked is { } chosen
            ? week.PlaceOf(chosen.Option, chosen.Start).Clinicians
            : PeopleFor(s, place);
        return Verdict(s, clinic, place with { Clinicians = people }, asked);
    }

    public PlaceVerdict Verdict(int s, int option, int start) =>
        Verdict(s, ClinicOf(s)!, week.PlaceOf(option, start), (option, start));

    public Clinic? ClinicOf(int s) =>
        timetable.Week.Clinics[timetable.Week.Sessions.Clinic[s]].Model;

    private PlaceVerdict Verdict(
        int s,
        Clinic clinic,
        SessionPlace place,
        (int Option, int Start)? asked
    )
    {
        var id = timetable.Week.Sessions.Id[s];
        var verdict = new PlaceVerdict
        {
            Session = id,
            Name = clinic.Name,
            Place = place,
            Objections = Objections(s, clinic, place),
        };
        if (
            asked is not var (option, start)
            || !week.MayMove(s)
            || verdict.Objections.Any(PlaceObjections.IsOfThePlace)
        )
            return verdict;
        var moves = chain.Find(s, option, start);
        var displaced = moves is null ? chain.InTheWay(s, option, start) : [];
        if (moves is null && displaced is null)
            return verdict;
        var trial = new CostByRule(timetable);
        if (timetable.IsPlaced(s))
            trial.Remove(s);
        foreach (var other in moves?.Select(move => move.Session) ?? displaced ?? [])
            trial.Remove(other);
        trial.Place(s, option, start);
        foreach (var (other, to, at) in moves ?? [])
            trial.Place(other, to, at);
        verdict = verdict with
        {
            Moves =
            [
                .. (moves ?? []).Select(move => MoveOf(move.Session, move.Option, move.Start)),
            ],
            Displaced = [.. (displaced ?? []).Select(other => timetable.Week.Sessions.Id[other])],
            CostChange = trial.Delta / 100.0,
            Changes = trial.Changes(),
        };
        trial.Undo();
        return verdict;
    }

    public SessionMove MoveOf(int s, int option, int start)
    {
        var id = timetable.Week.Sessions.Id[s];
        var from = week.Find(id) is { } now ? SessionPlace.Of(now) : null;
        return Moving.Move(
            week.Evidence,
            id,
            ClinicOf(s)?.Name ?? id.Value,
            from,
            week.PlaceOf(option, start)
        );
    }

    private ImmutableArray<PlaceObjection> Objections(int s, Clinic clinic, SessionPlace place)
    {
        var id = timetable.Week.Sessions.Id[s];
        var now = week.Find(id);
        var isThere = now is not null && SamePlace(SessionPlace.Of(now), place);
        ImmutableArray<PlaceObjection> held =
            !isThere && week.HeldBecause(id) is { } why
                ?
                [
                    new PlaceObjection(
                        Verification.FixedId,
                        $"{clinic.Name} {why}, so it stays where it is",
                        []
                    ),
                ]
                : [];
        if (TimeWindow.TryOf(place.Start, clinic.Length) is null)
            return
            [
                .. held,
                new PlaceObjection(
                    AllowedTimes.Id,
                    $"{clinic.Name} would not be over by midnight",
                    []
                ),
            ];
        var evidence = week.Evidence;
        var (hub, room) = evidence.Place(place.Room)!.Value;
        var session = PlanWriter.SessionAt(
            id,
            clinic,
            evidence.Services[clinic.Service],
            hub.Id,
            room,
            place.Date,
            place.Start,
            [
                .. place
                    .Clinicians.Where(evidence.People.ContainsKey)
                    .Select(person => evidence.People[person]),
            ]
        );
        return
        [
            .. held,
            .. PlaceObjections.Of(
                evidence,
                session,
                clinic,
                wanted[id].FirstOrDefault()?.On,
                week.Sessions
            ),
        ];
    }

    public static bool SamePlace(SessionPlace a, SessionPlace b) =>
        a.Room == b.Room
        && a.Date == b.Date
        && a.Start == b.Start
        && a.Clinicians.ToHashSet().SetEquals(b.Clinicians);

    private (int Option, int Start)? Choose(int s, SessionPlace place)
    {
        var options = StandingWeek.OptionsAt(timetable.Week, s, place);
        if (!place.Clinicians.IsEmpty)
            return options
                .Where(o => StandingWeek.HasTeam(timetable.Week, o.Option, place.Clinicians))
                .Select(o => ((int, int)?)o)
                .FirstOrDefault();
        var now = week.Find(timetable.Week.Sessions.Id[s])?.Clinicians ?? [];
        return options
            .OrderBy(o => timetable.Breaks(s, o.Option, o.Start))
            .ThenBy(o => !StandingWeek.HasTeam(timetable.Week, o.Option, now))
            .ThenBy(o => timetable.Marginal(s, o.Option, o.Start))
            .Select(o => ((int, int)?)o)
            .FirstOrDefault();
    }

    /// <summary>Where the place is none of the candidates, somebody is still named: who runs it now, or the first who could.</summary>
    private ImmutableArray<ClinicianId> PeopleFor(int s, SessionPlace place)
    {
        if (!place.Clinicians.IsEmpty)
            return place.Clinicians;
        if (week.Find(timetable.Week.Sessions.Id[s]) is { } now)
            return now.Clinicians;
        var network = week.Problem.Network;
        var clinic = ClinicOf(s)!;
        var hub = week.Evidence.Place(place.Room)!.Value.Hub.Id;
        var chosen = ImmutableArray<ClinicianId>.Empty;
        foreach (var need in clinic.Clinicians)
            if (
                Needs
                    .People(network, clinic, need)
                    .Where(person => !chosen.Contains(person.Id))
                    .OrderBy(person => person.HomeHub != hub && !person.Hubs.Contains(hub))
                    .FirstOrDefault() is
                { } person
            )
                chosen = chosen.Add(person.Id);
        return chosen;
    }
}
