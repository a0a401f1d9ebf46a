using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// How hard a week of the rolling window is thought about when nobody is waiting for it: so long for each session wanted, so that a large network
/// is planned as well as a small one.
/// </summary>
public sealed record HorizonOptions
{
    /// <summary>A week of a few sessions needs some time as well, if only because the code is cold.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    public int Seed { get; init; } = 1;

    public long IterationsPerSession { get; init; } = 12_000;

    public TimeSpan TimePerSession { get; init; } = TimeSpan.FromMilliseconds(16);

    /// <summary>Moves for the whole week, whatever its size; null for so many a session.</summary>
    public long? Iterations { get; init; }

    /// <summary>Time for the whole week, whatever its size; null for so much a session, two seconds at least.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>What a week of so many wanted sessions gets.</summary>
    public (long Iterations, TimeSpan TimeBudget) For(int sessions) =>
        (
            Iterations ?? Math.Max(1, IterationsPerSession * sessions),
            TimeBudget ?? TimeSpan.FromTicks(Math.Max(Least.Ticks, TimePerSession.Ticks * sessions))
        );

    /// <summary>What is wrong with the settings, in words; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (IterationsPerSession < 1)
            yield return $"Horizon:IterationsPerSession is {IterationsPerSession}; it must be at least 1";
        if (TimePerSession <= TimeSpan.Zero)
            yield return $"Horizon:TimePerSession is {TimePerSession}; it must be longer than nothing";
        if (Iterations < 1)
            yield return $"Horizon:Iterations is {Iterations}; it must be at least 1";
        if (TimeBudget <= TimeSpan.Zero)
            yield return $"Horizon:TimeBudget is {TimeBudget}; it must be longer than nothing";
    }
}

public sealed class HorizonGrain(TimeProvider clock, HorizonOptions options) : Grain, IHorizonGrain
{
    private readonly UkCalendar _calendar = new(clock);

    public async Task<HorizonState> Advance()
    {
        var weeks = HorizonState.WeeksFrom(_calendar.Today);
        var state = await Look();
        if (state.Weeks.Any(week => week.Status is PlanStatus.Allocating or PlanStatus.Publishing))
            return state;
        if (state.Weeks.FirstOrDefault(week => week.Status is PlanStatus.Empty) is not { } next)
            return state;
        var network = (await GrainFactory.Network.Get()).Network;
        await GrainFactory
            .Plan(next.Week)
            .Run(Command(next.Week, WantedSessions.In(next.Week, network).Length));
        return await Look();

        async Task<HorizonState> Look()
        {
            var plans = await Task.WhenAll(weeks.Select(week => GrainFactory.Plan(week).Get()));
            return new HorizonState([
                .. plans.Select(p => new HorizonWeek(p.Week, p.Status, p.Progress, p.Problems)),
            ]);
        }
    }

    private RunPlan Command(IsoWeek week, int sessions)
    {
        var (iterations, timeBudget) = options.For(sessions);
        return new RunPlan(
            new CommandInfo(
                new CommandId($"horizon.{week}.{_calendar.Now.ToUnixTimeMilliseconds()}"),
                "horizon",
                new Actor(Role.System, "horizon"),
                "The six-week window moved on"
            ),
            options.Seed,
            iterations,
            timeBudget,
            PublishWhenDone: true
        );
    }
}
