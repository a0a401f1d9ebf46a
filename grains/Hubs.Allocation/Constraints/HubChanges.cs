namespace Hubs.Allocation;

/// <summary>A clinician stays in one hub for the day: every further hub on the same day costs.</summary>
internal sealed class HubChanges : SoftRule
{
    public const string Id = "hub-changes";

    private readonly CandidateTable candidates;
    private readonly int[][] teams;
    private readonly int[] dayOf;
    private readonly int hubs;

    /// <summary>By person who works at several hubs: where the counts start; -1 for the others.</summary>
    private readonly int[] rowOf;
    private readonly int[] counts;
    private readonly bool[] hasTravellers;

    private HubChanges(Timetable timetable, int price)
        : base(timetable)
    {
        Price = price;
        var week = timetable.Week;
        candidates = week.Candidates;
        teams = week.Teams;
        dayOf = week.Grid.DayOf;
        hubs = week.Hubs.Count;
        rowOf = new int[week.People.Length];
        var next = 0;
        for (var p = 0; p < rowOf.Length; p++)
            if (week.People[p].Hubs.Count(works => works) < 2)
                rowOf[p] = -1;
            else
            {
                rowOf[p] = next;
                next += TimeGrid.Days * hubs;
            }
        counts = new int[next];
        hasTravellers = timetable.ClinicsWith(option =>
            Array.Exists(timetable.TeamOf(option), person => rowOf[person] >= 0)
        );
    }

    public static SoftRule? In(Timetable timetable) =>
        Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price
        && Array.Exists(timetable.Week.People, person => person.Hubs.Count(works => works) > 1)
            ? new HubChanges(timetable, price)
            : null;

    public override string Name => Id;

    public override bool Watches(int clinic) => hasTravellers[clinic];

    public override int Price { get; }

    public override int MostGain(int clinic) =>
        Timetable.Week.Clinics[clinic].Model is { } model ? Price * model.Clinicians.Length : 0;

    public override bool Couples(int clinic, int other) => true;

    public override int Marginal(int session, int option, int start)
    {
        var cost = 0;
        foreach (var person in teams[candidates.Team[option]])
            if (rowOf[person] >= 0)
                cost += Extra(session, person, dayOf[start], candidates.Hub[option]);
        return cost * Price;
    }

    public override int Delta(int session, int option, int start, int limit) =>
        option == Timetable.Option[session] && dayOf[start] == Timetable.Day[session]
            ? 0
            : base.Delta(session, option, start, limit);

    private int Extra(int session, int person, int day, int hub)
    {
        var row = counts.AsSpan(rowOf[person] + day * hubs, hubs);
        var own =
            Timetable.Day[session] == day && Timetable.Team(session).AsSpan().Contains(person)
                ? Timetable.Hub[session]
                : -1;
        var here = row[hub] - (own == hub ? 1 : 0);
        if (here > 0)
            return 0;
        for (var h = 0; h < hubs; h++)
            if (row[h] - (own == h ? 1 : 0) > 0)
                return 1;
        return 0;
    }

    public override void Placed(int session) => Count(session, 1);

    public override void Removed(int session) => Count(session, -1);

    private void Count(int session, int by)
    {
        foreach (var person in Timetable.Team(session))
            if (rowOf[person] >= 0)
                counts[rowOf[person] + Timetable.Day[session] * hubs + Timetable.Hub[session]] +=
                    by;
    }

    public override RuleTotal Total()
    {
        var visits = Enumerable
            .Range(0, Timetable.Start.Length)
            .Where(Timetable.IsPlaced)
            .SelectMany(s =>
                Timetable
                    .Team(s)
                    .Select(person => (person, Day: Timetable.Day[s], Hub: Timetable.Hub[s]))
            )
            .Distinct()
            .GroupBy(visit => (visit.person, visit.Day));
        var changes = visits.Sum(day => day.Count() - 1);
        return new RuleTotal(
            (long)changes * Price,
            changes,
            $"{changes} times somebody works at another hub on the same day"
        );
    }
}
