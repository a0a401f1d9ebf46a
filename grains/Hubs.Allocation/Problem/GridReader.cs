using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Finds the coarsest grid on which every start, length and turnaround of a week lies.</summary>
internal static class GridReader
{
    public static TimeGrid Read(WeekProblem problem)
    {
        var network = problem.Network;
        var wanted = problem.Wanted.Select(w => w.Clinic).ToHashSet();
        var clinics = network.Clinics.Where(clinic => wanted.Contains(clinic.Id)).ToArray();
        var services = clinics.Select(clinic => clinic.Service).ToHashSet();
        var hours = network.Hubs.SelectMany(hub => hub.Hours).ToArray();
        IEnumerable<int> lengths =
        [
            .. clinics
                .SelectMany(clinic => new[] { clinic.Length, clinic.StartEvery })
                .Select(Minutes),
            .. clinics
                .SelectMany(clinic => clinic.Allowed)
                .Select(w => TimeGrid.Minutes(w.Window.Start)),
            .. network
                .Hubs.SelectMany(hub => hub.Rooms)
                .SelectMany(room => new[] { room.TurnaroundBefore, room.TurnaroundAfter })
                .Select(Minutes),
            .. network
                .Services.Where(service => services.Contains(service.Id))
                .SelectMany(service => new[] { service.TurnaroundBefore, service.TurnaroundAfter })
                .Select(Minutes),
            .. clinics.Any(clinic => clinic.Allowed.IsEmpty)
                ? hours.Select(w => TimeGrid.Minutes(w.Window.Start))
                : [],
        ];
        var step = Math.Max(5, lengths.Aggregate(0, GreatestCommonDivisor));
        var first = hours.Select(w => TimeGrid.Minutes(w.Window.Start)).DefaultIfEmpty(0).Min();
        var last = hours.Select(w => TimeGrid.EndMinutes(w.Window.End)).DefaultIfEmpty(step).Max();
        foreach (var session in problem.Fixed)
        {
            first = Math.Min(first, TimeGrid.Minutes(session.Window.Start));
            last = Math.Max(last, TimeGrid.EndMinutes(session.Window.End));
        }
        first -= first % step;
        last += (step - last % step) % step;
        return new TimeGrid(problem.Week, step, first, last);
    }

    private static int Minutes(TimeSpan duration) => (int)duration.TotalMinutes;

    private static int GreatestCommonDivisor(int a, int b) =>
        b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
