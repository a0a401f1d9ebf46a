namespace Hubs.Allocation;

/// <summary>
/// Clinics of one pathway are attended by the same people, so two of them are never on at the same time. In the search
/// <see cref="NeverTogether"/> speaks for this rule.
/// </summary>
internal sealed class PathwayClash : HardRule
{
    public const string Id = "pathway-clash";

    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] length;

    /// <summary>By clinic: the other clinics of its pathways.</summary>
    private readonly int[][] neighbours;

    private PathwayClash(Timetable timetable, int[][] neighbours)
    {
        this.timetable = timetable;
        this.neighbours = neighbours;
        clinicOf = timetable.Week.Sessions.Clinic;
        length = timetable.Week.Sessions.Length;
    }

    public static HardRule? In(Timetable timetable)
    {
        var neighbours = Neighbours(timetable.Week);
        return Array.Exists(neighbours, list => list.Length > 0)
            ? new PathwayClash(timetable, neighbours)
            : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => neighbours[clinic].Length > 0;

    public override bool Counts(int clinic) => false;

    private static int[][] Neighbours(DenseWeek week)
    {
        var members = new List<int>[week.PathwayCount];
        for (var p = 0; p < members.Length; p++)
            members[p] = [];
        for (var c = 0; c < week.Clinics.Length; c++)
            foreach (var pathway in week.Clinics[c].Pathways)
                members[pathway].Add(c);
        return
        [
            .. week.Clinics.Select(
                (clinic, c) =>
                    clinic
                        .Pathways.SelectMany(p => members[p])
                        .Where(other => other != c)
                        .Distinct()
                        .Order()
                        .ToArray()
            ),
        ];
    }

    public override bool Breaks(int session, int option, int start, int except)
    {
        var end = start + length[session];
        foreach (var other in neighbours[clinicOf[session]])
        {
            var clinic = timetable.Week.Clinics[other];
            for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
                if (s != except && IsOn(s, start, end))
                    return true;
        }
        return false;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        var end = start + length[session];
        foreach (var other in neighbours[clinicOf[session]])
        {
            var clinic = timetable.Week.Clinics[other];
            for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
                if (IsOn(s, start, end))
                    blockers.Add(s);
        }
    }

    private bool IsOn(int session, int start, int end) =>
        timetable.Start[session] >= 0
        && timetable.Start[session] < end
        && start < timetable.End[session];
}
