using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>How hard a week of the rolling window is thought about when nobody is waiting for it.</summary>
public sealed record HorizonOptions
{
    public int Seed { get; init; } = 1;

    public long? Iterations { get; init; } = 20_000_000;

    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromSeconds(8);
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
        await GrainFactory.Plan(next.Week).Run(Command(next.Week));
        return await Look();

        async Task<HorizonState> Look()
        {
            var plans = await Task.WhenAll(weeks.Select(week => GrainFactory.Plan(week).Get()));
            return new HorizonState([
                .. plans.Select(p => new HorizonWeek(p.Week, p.Status, p.Progress, p.Problems)),
            ]);
        }
    }

    private RunPlan Command(IsoWeek week) =>
        new(
            new CommandInfo(
                new CommandId($"horizon.{week}.{_calendar.Now.ToUnixTimeMilliseconds()}"),
                "horizon",
                new Actor(Role.System, "horizon"),
                "The six-week window moved on"
            ),
            options.Seed,
            options.Iterations,
            options.TimeBudget,
            PublishWhenDone: true
        );
}
