using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// A soft rule that looks at one session's place alone. Each says how many breaches a room and a start are; what one costs may differ from hub to hub.
/// </summary>
internal abstract class PlaceRule(Timetable timetable, int[] prices) : Rule
{
    private readonly Dictionary<(int Clinic, int Hub), int[]> costs = [];

    protected Timetable Timetable { get; } = timetable;

    /// <summary>Hundredths of a point for one breach, at the hub where it is most.</summary>
    public int Price { get; } = prices.Max();

    protected virtual int BreachesOf(int clinic, Room room) => 0;

    /// <summary>Whether any start of the clinic may be a breach.</summary>
    protected virtual bool SeesStart(int clinic) => false;

    protected virtual int BreachesOf(int clinic, int start, int length) => 0;

    /// <summary>What so many breaches over all sessions are, in words.</summary>
    protected abstract string Sentence(int breaches);

    public int OfOption(int kind, int option) =>
        prices[HubOf(option)] * BreachesOf(Timetable.ClinicOfKind(kind), RoomOf(option));

    /// <summary>Null where no start of this kind costs anything; else the cost by cell.</summary>
    public int[]? OfStarts(int kind, int hub)
    {
        var clinic = Timetable.ClinicOfKind(kind);
        if (!SeesStart(clinic))
            return null;
        if (!costs.TryGetValue((clinic, hub), out var byCell))
        {
            var length = Timetable.Week.Clinics[clinic].Length;
            costs[(clinic, hub)] = byCell = new int[Timetable.Week.Grid.Cells];
            for (var cell = 0; cell < byCell.Length; cell++)
                byCell[cell] = prices[hub] * BreachesOf(clinic, cell, length);
        }
        return byCell;
    }

    /// <summary>What a session of the kind costs at a place by this rule.</summary>
    public int Of(int kind, int option, int start) =>
        OfOption(kind, option) + (OfStarts(kind, HubOf(option))?[start] ?? 0);

    public RuleTotal Total()
    {
        var breaches = 0;
        long cost = 0;
        for (var s = 0; s < Timetable.Start.Length; s++)
            if (Timetable.IsPlaced(s))
            {
                var clinic = Timetable.Week.Sessions.Clinic[s];
                var own = BreachesOf(clinic, RoomOf(Timetable.Option[s]));
                if (SeesStart(clinic))
                    own += BreachesOf(
                        clinic,
                        Timetable.Start[s],
                        Timetable.Week.Sessions.Length[s]
                    );
                breaches += own;
                cost += (long)own * prices[Timetable.Hub[s]];
            }
        return new RuleTotal(cost, breaches, Sentence(breaches));
    }

    private int HubOf(int option) => Timetable.Week.Candidates.Hub[option];

    private Room RoomOf(int option) =>
        Timetable.Week.Rooms[Timetable.Week.Candidates.Room[option]].Model;
}

/// <summary>The costs of all place rules added up once, by option and by kind, hub and start.</summary>
internal sealed class PlaceCosts
{
    private readonly int[] option;

    /// <summary>By option; options of one kind at one hub share theirs.</summary>
    private readonly int[]?[] starts;

    /// <summary>By kind.</summary>
    private readonly int[] least;

    public PlaceCosts(DenseWeek week, PlaceRule[] rules)
    {
        var candidates = week.Candidates;
        option = new int[candidates.Room.Length];
        starts = new int[candidates.Room.Length][];
        least = new int[candidates.FirstOption.Length];
        var ofHub = new int[]?[week.Hubs.Count];
        for (var kind = 0; kind < candidates.FirstOption.Length; kind++)
        {
            var options = Enumerable.Range(
                candidates.FirstOption[kind],
                candidates.OptionCount[kind]
            );
            foreach (var hub in options.Select(o => candidates.Hub[o]).Distinct())
                ofHub[hub] = rules
                    .Select(rule => rule.OfStarts(kind, hub))
                    .OfType<int[]>()
                    .Aggregate(
                        (int[]?)null,
                        (sum, costs) => sum is null ? costs : [.. sum.Zip(costs, (a, b) => a + b)]
                    );
            foreach (var o in options)
            {
                option[o] = rules.Sum(rule => rule.OfOption(kind, o));
                starts[o] = ofHub[candidates.Hub[o]];
            }
            least[kind] = options.Select(o => option[o]).DefaultIfEmpty().Min();
        }
    }

    /// <summary>What the cheapest option of a kind costs, at its cheapest start or less.</summary>
    public int Least(int kind) => least[kind];

    public int OfOption(int option) => this.option[option];

    public int Of(int option, int start) =>
        this.option[option] + (starts[option] is { } costs ? costs[start] : 0);
}
