using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A session keeps the weekday and time, the room and the people of the published week: each that changes costs.</summary>
internal sealed class Familiar : SoftRule
{
    public const string Id = "familiar";

    private readonly int[] prices;
    private readonly Place?[] known;
    private readonly bool[] isKnown;

    /// <summary>A room or team the problem no longer has is -1, and so differs from all.</summary>
    private sealed record Place(int Start, int Room, ClinicianId[] People);

    private Familiar(Timetable timetable, int[] prices, Place?[] known)
        : base(timetable)
    {
        this.known = known;
        isKnown = new bool[timetable.Week.Clinics.Length];
        for (var s = 0; s < known.Length; s++)
            isKnown[timetable.Week.Sessions.Clinic[s]] |= known[s] is not null;
        this.prices = prices;
        Price = prices.Max();
    }

    public static SoftRule? In(Timetable timetable)
    {
        if (
            timetable.Week.Problem.Familiar.IsEmpty
            || Weights.PricesOf(timetable.Week, Id) is not { } prices
        )
            return null;
        var known = Match(timetable.Week);
        return Array.Exists(known, place => place is not null)
            ? new Familiar(timetable, prices, known)
            : null;
    }

    public override string Name => Id;

    public override bool Counts(int clinic) => false;

    public override bool Watches(int clinic) => isKnown[clinic];

    public override int Price { get; }

    public override int MostGain(int clinic) => 3 * Price;

    public override bool Couples(int clinic, int other) => false;

    public override int Marginal(int session, int option, int start) =>
        known[session] is { } place
            ? prices[Timetable.Week.Candidates.Hub[option]] * Changes(place, option, start)
            : 0;

    public override RuleTotal Total()
    {
        var changes = 0;
        var sessions = 0;
        long cost = 0;
        for (var s = 0; s < known.Length; s++)
            if (known[s] is { } place && Timetable.IsPlaced(s))
            {
                var count = Changes(place, Timetable.Option[s], Timetable.Start[s]);
                changes += count;
                cost += (long)count * prices[Timetable.Hub[s]];
                sessions += count > 0 ? 1 : 0;
            }
        return new RuleTotal(
            cost,
            changes,
            $"{sessions} sessions differ from the published week: {changes} changes of time, room or people"
        );
    }

    /// <summary>The option and start at which nothing changes for a session; -1 where there is no such candidate.</summary>
    public (int Option, int Start) HomeOf(int session)
    {
        var week = Timetable.Week;
        if (known[session] is not { Room: >= 0 } place || week.Sessions.IsFixed(session))
            return (-1, -1);
        var (first, count) = week.Candidates.InRoom(week.Sessions.Kind[session], place.Room);
        for (var option = first; option < first + count; option++)
            if (
                Changes(place, option, place.Start) == 0
                && Array.BinarySearch(week.Candidates.Starts[option], place.Start) >= 0
            )
                return (option, place.Start);
        return (-1, -1);
    }

    private int Changes(Place place, int option, int start)
    {
        var candidates = Timetable.Week.Candidates;
        var changes = start == place.Start ? 0 : 1;
        if (candidates.Room[option] != place.Room)
            changes++;
        var team = Timetable.Week.Teams[candidates.Team[option]];
        if (team.Length != place.People.Length)
            return changes + 1;
        foreach (var member in team)
            if (!place.People.AsSpan().Contains(Timetable.Week.People[member].Model.Id))
                return changes + 1;
        return changes;
    }

    /// <summary>
    /// Which published session each wanted one follows: the one of its own id; else, within the clinic, one of the same weekday where the
    /// date is fixed, and then in order of the week.
    /// </summary>
    private static Place?[] Match(DenseWeek week)
    {
        var known = new Place?[week.Sessions.Count];
        var rooms = week.Rooms.Select((room, i) => (room.Model.Id, i)).ToDictionary();
        var familiar = week
            .Problem.Familiar.Where(f => f.Clinic is not null)
            .ToLookup(f => f.Clinic!.Value);
        foreach (var clinic in week.Clinics.Where(clinic => clinic.Model is not null))
        {
            var left = familiar[clinic.Model!.Id]
                .OrderBy(f => f.Date)
                .ThenBy(f => f.Window.Start)
                .ToList();
            var own = Enumerable
                .Range(clinic.FirstSession, clinic.SessionCount)
                .Where(s => !week.Sessions.IsFixed(s))
                .ToList();
            Take(own, left, (s, f) => week.Sessions.Id[s] == f.Id);
            Take(own, left, (s, f) => week.Sessions.Day[s] == WeekDay(f.Date));
            Take(own, left, (s, _) => week.Sessions.Day[s] < 0);
        }
        return known;

        void Take(List<int> own, List<Session> left, Func<int, Session, bool> follows)
        {
            foreach (var s in own.ToArray())
                if (left.Find(f => follows(s, f)) is { } session)
                {
                    known[s] = PlaceOf(session);
                    own.Remove(s);
                    left.Remove(session);
                }
        }

        Place PlaceOf(Session session) =>
            new(
                week.Grid.CellDown(WeekDay(session.Date), TimeGrid.Minutes(session.Window.Start)),
                rooms.GetValueOrDefault(session.Room, -1),
                [.. session.Clinicians]
            );
    }

    private static int WeekDay(DateOnly date) => ((int)date.DayOfWeek + 6) % 7;
}
