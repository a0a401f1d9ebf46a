namespace Hubs.Allocation;

/// <summary>
/// Searches side by side, each on a thread of its own with random numbers of its own. They meet a few times on the way down: all go on from
/// the timetable of whoever stands best. With one worker there is nobody to meet.
/// </summary>
internal sealed class Workers
{
    /// <summary>
    /// How far the run is at each meeting. Earlier all are as good as each other; at the end everybody goes their own way.
    /// </summary>
    private static readonly double[] Meetings = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private readonly Worker[] workers;

    private sealed record Worker(Timetable Timetable, Annealer Annealer, Pace Pace);

    public Workers(
        DenseWeek week,
        AllocationOptions options,
        Action<AllocationProgress>? progress,
        CancellationToken stop
    )
    {
        workers = [.. Enumerable.Range(0, Math.Max(1, options.Workers)).Select(Start)];

        Worker Start(int worker)
        {
            var timetable = new Timetable(week);
            FirstFit.Fill(timetable);
            var annealer = new Annealer(timetable, options.Seed, worker);
            Action<Pace>? report =
                progress is null || worker > 0 ? null : pace => progress(annealer.Progress(pace));
            return new Worker(timetable, annealer, new Pace(options, report, stop));
        }
    }

    public long Iterations => workers.Sum(worker => worker.Pace.Iterations);

    /// <summary>The best timetable of all.</summary>
    public Timetable Run()
    {
        if (workers.Length > 1)
            foreach (var meeting in Meetings)
            {
                RunTo(meeting);
                var best = workers.MinBy(worker => worker.Annealer.Cost)!;
                foreach (var worker in workers)
                    if (worker != best)
                        worker.Annealer.GoOnFrom(best.Timetable);
            }
        RunTo(1);
        foreach (var worker in workers)
            worker.Annealer.Restore();
        return workers.MinBy(worker => worker.Annealer.BestCost)!.Timetable;
    }

    private void RunTo(double done)
    {
        var others = workers[1..]
            .Select(worker =>
                Task.Run(() => worker.Annealer.Run(worker.Pace, done), CancellationToken.None)
            )
            .ToArray();
        workers[0].Annealer.Run(workers[0].Pace, done);
        Task.WaitAll(others, CancellationToken.None);
    }
}
