using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Sessions that are on at the same time in a hub never need more of a kind of equipment than the hub has.</summary>
internal sealed class EquipmentStock : HardRule
{
    public const string Id = "equipment-stock";

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly int[] clinicOf;
    private readonly int[] length;

    /// <summary>By clinic: kinds (as an index) and counts.</summary>
    private readonly (int Kind, int Count)[][] needs;

    /// <summary>By kind: the sessions that need it.</summary>
    private readonly int[][] sessionsOf;
    private readonly int[] stock;
    private readonly int[] used;
    private readonly int kinds;
    private readonly int cells;

    private EquipmentStock(Timetable timetable, Dictionary<EquipmentId, int> kindIndex)
    {
        this.timetable = timetable;
        var week = timetable.Week;
        candidates = week.Candidates;
        clinicOf = week.Sessions.Clinic;
        length = week.Sessions.Length;
        kinds = kindIndex.Count;
        cells = week.Grid.Cells;
        needs =
        [
            .. week.Clinics.Select(c =>
                c.Equipment.Select(n => (kindIndex[n.Kind], n.Count)).ToArray()
            ),
        ];
        sessionsOf =
        [
            .. Enumerable
                .Range(0, kinds)
                .Select(kind =>
                    Enumerable
                        .Range(0, length.Length)
                        .Where(s => Array.Exists(needs[clinicOf[s]], need => need.Kind == kind))
                        .ToArray()
                ),
        ];
        stock = new int[week.Hubs.Count * kinds];
        for (var hub = 0; hub < week.Hubs.Count; hub++)
            foreach (var item in week.Hubs.Hubs[hub].Equipment)
                if (kindIndex.TryGetValue(item.Equipment, out var kind))
                    stock[hub * kinds + kind] += item.Count;
        used = new int[stock.Length * cells];
    }

    public static HardRule? In(Timetable timetable)
    {
        var kinds = new Dictionary<EquipmentId, int>();
        foreach (var (kind, _) in timetable.Week.Clinics.SelectMany(clinic => clinic.Equipment))
            kinds.TryAdd(kind, kinds.Count);
        return kinds.Count > 0 ? new EquipmentStock(timetable, kinds) : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => needs[clinic].Length > 0;

    public override bool Breaks(int session, int option, int start, int except)
    {
        var hub = candidates.Hub[option];
        foreach (var (kind, count) in needs[clinicOf[session]])
        {
            var row = (hub * kinds + kind) * cells;
            for (var cell = start; cell < start + length[session]; cell++)
            {
                var total = used[row + cell] + count;
                if (total <= stock[hub * kinds + kind])
                    continue;
                total -= Share(session, hub, kind, cell);
                if (except >= 0)
                    total -= Share(except, hub, kind, cell);
                if (total > stock[hub * kinds + kind])
                    return true;
            }
        }
        return false;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        var hub = candidates.Hub[option];
        foreach (var (kind, count) in needs[clinicOf[session]])
        {
            if (count > stock[hub * kinds + kind])
                blockers.GiveUp();
            foreach (var s in sessionsOf[kind])
                if (
                    s != session
                    && timetable.Hub[s] == hub
                    && timetable.Start[s] < start + length[session]
                    && start < timetable.End[s]
                    && Breaks(session, option, start, -1)
                )
                {
                    blockers.Add(s);
                    return;
                }
        }
    }

    public override void Placed(int session) => Count(session, 1);

    public override void Removed(int session) => Count(session, -1);

    private void Count(int session, int by)
    {
        foreach (var (kind, count) in needs[clinicOf[session]])
        {
            var row = (timetable.Hub[session] * kinds + kind) * cells;
            for (var cell = timetable.Start[session]; cell < timetable.End[session]; cell++)
                used[row + cell] += by * count;
        }
    }

    private int Share(int session, int hub, int kind, int cell)
    {
        if (
            timetable.Hub[session] != hub
            || cell < timetable.Start[session]
            || cell >= timetable.End[session]
        )
            return 0;
        foreach (var need in needs[clinicOf[session]])
            if (need.Kind == kind)
                return need.Count;
        return 0;
    }
}
