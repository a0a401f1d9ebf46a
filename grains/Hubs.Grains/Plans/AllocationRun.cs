using System.Collections.Immutable;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>An allocation under way, on the thread pool: how far it is, and how to end it early.</summary>
internal sealed class AllocationRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private ImmutableArray<ScoreAt> _trail = [];

    public PlanProgress Progress { get; private set; } =
        new("Collecting the week", 0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The best plan found in the time, or by the moment somebody stopped it.</summary>
    public async Task<Plan> Find(WeekProblem problem, RunPlan command)
    {
        var options = new AllocationOptions
        {
            Seed = command.Seed,
            Iterations = command.Iterations,
            TimeBudget = command.TimeBudget,
        };
        var plan = await Task.Run(
            () => Allocator.Allocate(problem, options, Report, _stop.Token),
            CancellationToken.None
        );
        return plan with { Trail = _trail };
    }

    public Task Stop() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    private void Report(AllocationProgress at)
    {
        _trail = ScoreAt.Append(
            _trail,
            new ScoreAt(Math.Round(at.Elapsed.TotalSeconds, 2), at.Cost, at.Placed)
        );
        Progress = new PlanProgress(
            "Allocating",
            at.Done,
            at.Placed,
            at.Wanted,
            at.Cost,
            at.Elapsed
        )
        {
            Trail = _trail,
        };
    }
}
