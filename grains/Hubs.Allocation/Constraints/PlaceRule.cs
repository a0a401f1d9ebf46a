using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// A soft rule that looks at one session's place alone. Each says how many breaches a room and a start are; what they cost is the same for all.
/// </summary>
internal abstract class PlaceRule(Timetable timetable, int price) : Rule
{
    private readonly Dictionary<int, int[]> costsByClinic = [];

    protected Timetable Timetable { get; } = timetable;

    /// <summary>Hundredths of a point for one breach.</summary>
    public int Price { get; } = price;

    protected virtual int BreachesOf(int clinic, Room room) => 0;

    /// <summary>Whether any start of the clinic may be a breach.</summary>
    protected virtual bool SeesStart(int clinic) => false;

    protected virtual int BreachesOf(int clinic, int start, int length) => 0;

    /// <summary>What so many breaches over all sessions are, in words.</summary>
    protected abstract string Sentence(int breaches);

    public int OfOption(int kind, int option) =>
        Price * BreachesOf(Timetable.ClinicOfKind(kind), RoomOf(option));

    /// <summary>Null where no start of this kind costs anything; else the cost by cell.</summary>
    public int[]? OfStarts(int kind)
    {
        var clinic = Timetable.ClinicOfKind(kind);
        if (!SeesStart(clinic))
            return null;
        if (!costsByClinic.TryGetValue(clinic, out var costs))
        {
            var length = Timetable.Week.Clinics[clinic].Length;
            costsByClinic[clinic] = costs = new int[Timetable.Week.Grid.Cells];
            for (var cell = 0; cell < costs.Length; cell++)
                costs[cell] = Price * BreachesOf(clinic, cell, length);
        }
        return costs;
    }

    public RuleTotal Total()
    {
        var breaches = 0;
        for (var s = 0; s < Timetable.Start.Length; s++)
            if (Timetable.IsPlaced(s))
            {
                var clinic = Timetable.Week.Sessions.Clinic[s];
                breaches += BreachesOf(clinic, RoomOf(Timetable.Option[s]));
                if (SeesStart(clinic))
                    breaches += BreachesOf(
                        clinic,
                        Timetable.Start[s],
                        Timetable.Week.Sessions.Length[s]
                    );
            }
        return new RuleTotal((long)breaches * Price, breaches, Sentence(breaches));
    }

    private Room RoomOf(int option) =>
        Timetable.Week.Rooms[Timetable.Week.Candidates.Room[option]].Model;
}

/// <summary>The costs of all place rules added up once, by option and by kind and start.</summary>
internal sealed class PlaceCosts
{
    private readonly int[] option;
    private readonly int[]?[] starts;

    public PlaceCosts(DenseWeek week, PlaceRule[] rules)
    {
        var candidates = week.Candidates;
        var kinds = candidates.FirstOption.Length;
        option = new int[candidates.Room.Length];
        starts = new int[kinds][];
        for (var kind = 0; kind < kinds; kind++)
        {
            var first = candidates.FirstOption[kind];
            for (var o = first; o < first + candidates.OptionCount[kind]; o++)
                option[o] = rules.Sum(rule => rule.OfOption(kind, o));
            foreach (var rule in rules)
                if (rule.OfStarts(kind) is { } costs)
                    starts[kind] = starts[kind] is { } known
                        ? [.. known.Zip(costs, (a, b) => a + b)]
                        : costs;
        }
    }

    public int OfOption(int option) => this.option[option];

    public int Of(int kind, int option, int start) =>
        this.option[option] + (starts[kind] is { } costs ? costs[start] : 0);
}
