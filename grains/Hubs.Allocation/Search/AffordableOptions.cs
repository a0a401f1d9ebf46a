namespace Hubs.Allocation;

/// <summary>
/// The options of each kind that are worth proposing. One that costs more by itself than patience and all other rules could make
/// good would only be refused.
/// </summary>
internal sealed class AffordableOptions
{
    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly PlaceCosts costs;

    /// <summary>The options of each kind, ordered by what they cost by themselves, and how many of them are affordable now.</summary>
    private readonly int[] cheapestFirst;
    private readonly int[] count;
    private double counted;

    public AffordableOptions(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        costs = timetable.PlaceCosts;
        count = new int[candidates.FirstOption.Length];
        cheapestFirst = [.. Enumerable.Range(0, candidates.Room.Length)];
        for (var kind = 0; kind < count.Length; kind++)
            cheapestFirst
                .AsSpan(candidates.FirstOption[kind], candidates.OptionCount[kind])
                .Sort((a, b) => (costs.OfOption(a), a).CompareTo((costs.OfOption(b), b)));
    }

    public int Random(int kind, ref Dice dice) =>
        cheapestFirst[candidates.FirstOption[kind] + dice.Below(count[kind])];

    /// <summary>Counts anew when patience, in hundredths of a point, has changed enough to matter.</summary>
    public void Keep(double patience)
    {
        if (patience <= counted && patience >= counted * 0.98)
            return;
        counted = patience;
        for (var kind = 0; kind < count.Length; kind++)
        {
            var options = cheapestFirst.AsSpan(
                candidates.FirstOption[kind],
                candidates.OptionCount[kind]
            );
            if (options.IsEmpty)
                continue;
            var most =
                costs.OfOption(options[0])
                + timetable.MostGain[timetable.ClinicOfKind(kind)]
                + patience;
            while (count[kind] < options.Length && costs.OfOption(options[count[kind]]) <= most)
                count[kind]++;
            while (count[kind] > 1 && costs.OfOption(options[count[kind] - 1]) > most)
                count[kind]--;
        }
    }
}
