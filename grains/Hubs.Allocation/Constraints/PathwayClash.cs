using System.Collections;

namespace Hubs.Allocation;

/// <summary>Clinics of one pathway are attended by the same people, so two of them are never on at the same time.</summary>
internal sealed class PathwayClash : HardRule
{
    public const string Id = "pathway-clash";

    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] length;

    /// <summary>By clinic: the other clinics of its pathways.</summary>
    private readonly int[][] neighbours;

    /// <summary>By clinic with neighbours: where its row of counts starts; -1 for none.</summary>
    private readonly int[] rowOf;

    /// <summary>How many sessions of neighbours are on, by row and cell.</summary>
    private readonly ushort[] busy;
    private readonly BitArray areNeighbours;

    private PathwayClash(Timetable timetable, int[][] neighbours)
    {
        this.timetable = timetable;
        this.neighbours = neighbours;
        clinicOf = timetable.Week.Sessions.Clinic;
        length = timetable.Week.Sessions.Length;
        rowOf = new int[neighbours.Length];
        var next = 0;
        for (var c = 0; c < neighbours.Length; c++)
            if (neighbours[c].Length == 0)
                rowOf[c] = -1;
            else
            {
                rowOf[c] = next;
                next += timetable.Week.Grid.Cells;
            }
        busy = new ushort[next];
        areNeighbours = new BitArray(rowOf.Length * rowOf.Length);
        for (var c = 0; c < neighbours.Length; c++)
            foreach (var other in neighbours[c])
                areNeighbours[c * rowOf.Length + other] = true;
    }

    public static HardRule? In(Timetable timetable)
    {
        var neighbours = Neighbours(timetable.Week);
        return Array.Exists(neighbours, list => list.Length > 0)
            ? new PathwayClash(timetable, neighbours)
            : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => rowOf[clinic] >= 0;

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
        var clinic = clinicOf[session];
        var row = rowOf[clinic];
        if (row < 0)
            return false;
        var counts = busy.AsSpan(row + start, length[session]);
        for (var i = 0; i < counts.Length; i++)
            if (
                counts[i] != 0
                && (except < 0 || counts[i] > 1 || !IsOnlyThat(except, clinic, start + i))
            )
                return true;
        return false;
    }

    private bool IsOnlyThat(int except, int clinic, int cell) =>
        timetable.Start[except] <= cell
        && cell < timetable.End[except]
        && areNeighbours[clinic * rowOf.Length + clinicOf[except]];

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        var clinic = clinicOf[session];
        if (!Breaks(session, option, start, -1))
            return;
        var end = start + length[session];
        foreach (var other in neighbours[clinic])
        {
            var first = timetable.Week.Clinics[other].FirstSession;
            for (var s = first; s < first + timetable.Week.Clinics[other].SessionCount; s++)
                if (timetable.Start[s] >= 0 && timetable.Start[s] < end && start < timetable.End[s])
                    blockers.Add(s);
        }
    }

    public override void Placed(int session) => Count(session, 1);

    public override void Removed(int session) => Count(session, -1);

    private void Count(int session, int by)
    {
        var start = timetable.Start[session];
        var end = timetable.End[session];
        foreach (var clinic in neighbours[clinicOf[session]])
            for (var i = rowOf[clinic] + start; i < rowOf[clinic] + end; i++)
                busy[i] = (ushort)(busy[i] + by);
    }
}
