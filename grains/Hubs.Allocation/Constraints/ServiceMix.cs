using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>How many sessions of each service each hub has this week, against its targets. Each rule that asks keeps its own.</summary>
internal sealed class ServiceMix
{
    private readonly Timetable timetable;
    private readonly int[] clinicOf;
    private readonly int[] hubOf;
    private readonly int services;
    private readonly ServiceTarget?[] targets;
    private readonly int[] counts;

    /// <summary>By service.</summary>
    private readonly int[][] sessionsOf;

    public ServiceMix(Timetable timetable)
    {
        this.timetable = timetable;
        var week = timetable.Week;
        clinicOf = week.Sessions.Clinic;
        hubOf = week.Candidates.Hub;
        services = week.Problem.Network.Services.Length;
        targets = new ServiceTarget?[week.Hubs.Count * services];
        counts = new int[targets.Length];
        sessionsOf =
        [
            .. Enumerable
                .Range(0, services)
                .Select(service =>
                    Enumerable
                        .Range(0, clinicOf.Length)
                        .Where(s => week.Clinics[clinicOf[s]].Service == service)
                        .ToArray()
                ),
        ];
        var index = week.Problem.Network.Services.Select((s, i) => (s.Id, i)).ToDictionary();
        for (var hub = 0; hub < week.Hubs.Count; hub++)
            foreach (var target in week.Hubs.Hubs[hub].ServiceMix)
                if (index.TryGetValue(target.Service, out var service))
                    targets[hub * services + service] = target;
    }

    public IEnumerable<(int Hub, int Service, ServiceTarget Target)> Targets =>
        targets
            .Select((target, row) => (row / services, row % services, target))
            .Where(line => line.target is not null)!;

    /// <summary>Whether any hub has a target for the clinic's service.</summary>
    public bool Covers(int clinic)
    {
        var service = timetable.Week.Clinics[clinic].Service;
        for (var row = service; service >= 0 && row < targets.Length; row += services)
            if (targets[row] is not null)
                return true;
        return false;
    }

    public bool HasTargets => Array.Exists(targets, target => target is not null);

    /// <summary>The sessions of the same service, wherever they are.</summary>
    public int[] SessionsLike(int session) =>
        sessionsOf[timetable.Week.Clinics[clinicOf[session]].Service];

    public ServiceTarget? Target(int session, int option) =>
        Row(session, hubOf[option]) is >= 0 and var row ? targets[row] : null;

    /// <summary>Sessions of the service at the hub, not counting the session itself and <paramref name="except"/>.</summary>
    public int CountWithout(int session, int option, int except)
    {
        var row = Row(session, hubOf[option]);
        var count = counts[row];
        if (timetable.IsPlaced(session) && Row(session, timetable.Hub[session]) == row)
            count--;
        if (except >= 0 && timetable.IsPlaced(except) && Row(except, timetable.Hub[except]) == row)
            count--;
        return count;
    }

    public bool IsSame(int other, int session, int option) =>
        timetable.IsPlaced(other)
        && Row(other, timetable.Hub[other]) == Row(session, hubOf[option]);

    public void Count(int session, int by)
    {
        if (Row(session, timetable.Hub[session]) is >= 0 and var row)
            counts[row] += by;
    }

    public bool SameService(int clinic, int other) =>
        timetable.Week.Clinics[clinic].Service == timetable.Week.Clinics[other].Service;

    /// <summary>Every target with the number of sessions there are, counted anew.</summary>
    public IEnumerable<(int Hub, ServiceTarget Target, int Count)> Recount()
    {
        var fresh = new int[counts.Length];
        for (var s = 0; s < clinicOf.Length; s++)
            if (timetable.IsPlaced(s) && Row(s, timetable.Hub[s]) is >= 0 and var row)
                fresh[row]++;
        return Targets.Select(line =>
            (line.Hub, line.Target, fresh[line.Hub * services + line.Service])
        );
    }

    private int Row(int session, int hub) =>
        timetable.Week.Clinics[clinicOf[session]].Service is >= 0 and var service
            ? hub * services + service
            : -1;
}
