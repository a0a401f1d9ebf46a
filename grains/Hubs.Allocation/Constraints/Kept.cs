using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// In a repair, sessions stay where they are published: each that goes elsewhere costs what <see cref="WeekProblem.Kept"/> says of it, and
/// one that loses its place costs the most of it.
/// </summary>
internal sealed class Kept : SoftRule
{
    public const string Id = "kept";

    private readonly Home?[] homes;

    /// <param name="Start">-1 where the place is not on the grid.</param>
    private sealed record Home(
        int Start,
        int Hub,
        int Room,
        ClinicianId[] People,
        int Moved,
        int Time
    )
    {
        public int Lost => Moved + Time;
    }

    private Kept(Timetable timetable, int price, Home?[] homes)
        : base(timetable)
    {
        this.homes = homes;
        Price = price;
    }

    public static SoftRule? In(Timetable timetable)
    {
        var problem = timetable.Week.Problem;
        var price = Weights.PriceOf(problem, Id);
        if (price == 0 || problem.Kept.IsEmpty)
            return null;
        var week = timetable.Week;
        var known = problem.Kept.ToDictionary(kept => kept.Session.Id);
        var rooms = week.Rooms.Select((room, i) => (room.Model.Id, i)).ToDictionary();
        var hubs = week.Hubs.Hubs.Select((hub, i) => (hub.Id, i)).ToDictionary();
        return new Kept(
            timetable,
            price,
            [
                .. week.Sessions.Id.Select(
                    (id, s) =>
                        !week.Sessions.IsFixed(s) && known.TryGetValue(id, out var kept)
                            ? HomeOf(kept)
                            : null
                ),
            ]
        );

        Home HomeOf(KeptSession kept)
        {
            var session = kept.Session;
            var day = week.Grid.Day(session.Date);
            var start = day is >= 0 and < TimeGrid.Days
                ? week.Grid.CellDown(day, TimeGrid.Minutes(session.Window.Start))
                : -1;
            return new Home(
                start >= 0 && week.Grid.TimeOf(start) == session.Window.Start ? start : -1,
                hubs.GetValueOrDefault(session.Hub, -1),
                rooms.GetValueOrDefault(session.Room, -1),
                [.. session.Clinicians],
                (int)Math.Round(price * kept.Moved),
                (int)Math.Round(price * kept.Retimed)
            );
        }
    }

    public override string Name => Id;

    public override bool Counts(int clinic) => false;

    public override int Price { get; }

    public override int MostGain(int clinic)
    {
        var dense = Timetable.Week.Clinics[clinic];
        var most = 0;
        for (var s = dense.FirstSession; s < dense.FirstSession + dense.SessionCount; s++)
            most = Math.Max(most, homes[s]?.Lost ?? 0);
        return most;
    }

    public override bool Couples(int clinic, int other) => false;

    public override int Marginal(int session, int option, int start) =>
        homes[session] is { } home ? CostAt(home, option, start) - home.Lost : 0;

    public override RuleTotal Total()
    {
        long cost = 0;
        var count = 0;
        for (var s = 0; s < homes.Length; s++)
            if (CostOf(s) is > 0 and var own)
            {
                cost += own;
                count++;
            }
        return new RuleTotal(cost, count, $"{count} sessions are not where they were");
    }

    /// <summary>What the session costs as it stands, in hundredths of a point.</summary>
    public int CostOf(int session) =>
        homes[session] is not { } home ? 0
        : Timetable.IsPlaced(session)
            ? CostAt(home, Timetable.Option[session], Timetable.Start[session])
        : home.Lost;

    private int CostAt(Home home, int option, int start)
    {
        var candidates = Timetable.Week.Candidates;
        if (start != home.Start || candidates.Hub[option] != home.Hub)
            return home.Lost;
        var team = Timetable.Week.Teams[candidates.Team[option]];
        return
            candidates.Room[option] == home.Room
            && team.Length == home.People.Length
            && Array.TrueForAll(
                team,
                person => home.People.AsSpan().Contains(Timetable.Week.People[person].Model.Id)
            )
            ? 0
            : home.Moved;
    }
}
