using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Configuration;
using Microsoft.Extensions.Hosting;

namespace Hubs.Silo;

/// <summary>The configuration files cannot be used; the message lists every fault.</summary>
public sealed class ConfigurationUnusableException(string message) : Exception(message);

/// <summary>
/// Before the first page is served: loads the four hubs into an empty store, then plans and publishes the weeks in which people can book,
/// saying what it does. Stopped half-way, it goes on at the next start. With everything there, it does nothing.
/// </summary>
public sealed class FirstStart(IGrainFactory grains, SiloFolders folders, TimeProvider clock)
    : IHostedService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Say = TimeSpan.FromSeconds(2);

    /// <exception cref="ConfigurationUnusableException">A file has faults, or a week could not be planned.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await grains.Network.Get()).Version == 0)
            await LoadHubs();
        var horizon = await grains.Horizon.Advance();
        if (horizon.Weeks.Any(week => week.Status is PlanStatus.Published))
            return; // The nightly job, which also runs after a start, does what is missing behind the scenes.
        await PlanWeeks(horizon, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadHubs()
    {
        var reading = NetworkFiles.Read(folders.Hubs);
        if (reading.Network is not { } network)
            throw new ConfigurationUnusableException(
                $"The hubs in {folders.Hubs} cannot be loaded. {reading.Faults.Length} faults:\n"
                    + string.Join('\n', reading.Faults)
            );
        Console.WriteLine(
            $"Loading {network.Hubs.Length} hubs with {network.Hubs.Sum(hub => hub.Rooms.Length)} rooms, "
                + $"{network.Clinicians.Length} clinicians and {network.Clinics.Length} clinics ..."
        );
        var answer = await grains.Network.Configure(
            network,
            0,
            new Actor(Role.System, "first start")
        );
        // Where several silos start at once, one of them was quicker.
        if (answer.Refusal is { Code: not NetworkRefusals.ChangedMeanwhileCode } refusal)
            throw new ConfigurationUnusableException(refusal.Sentence);
    }

    private async Task PlanWeeks(HorizonState horizon, CancellationToken cancellationToken)
    {
        var said = clock.GetTimestamp();
        var finished = 0;
        Console.WriteLine($"Planning and publishing {horizon.Weeks.Length} weeks ...");
        while (!horizon.IsDone)
        {
            await Task.Delay(Look, clock, cancellationToken);
            horizon = await grains.Horizon.Advance();
            if (horizon.Weeks.FirstOrDefault(week => !week.Problems.IsEmpty) is { } failed)
                throw new ConfigurationUnusableException(
                    $"Week {failed.Week} could not be planned: {string.Join(". ", failed.Problems)}"
                );
            for (; finished < horizon.Weeks.Length && IsReady(horizon.Weeks[finished]); finished++)
                await SayFinished(horizon, finished);
            if (finished < horizon.Weeks.Length && clock.GetElapsedTime(said) > Say)
            {
                SayProgress(horizon.Weeks[finished]);
                said = clock.GetTimestamp();
            }
        }
    }

    private static bool IsReady(HorizonWeek week) =>
        week.Status is PlanStatus.Published or PlanStatus.Draft;

    private async Task SayFinished(HorizonState horizon, int index)
    {
        var week = horizon.Weeks[index].Week;
        var plan = (await grains.Plan(week).Get()).Published;
        Console.WriteLine(
            $"  {index + 1} of {horizon.Weeks.Length}: week of {week.Monday:d MMMM} published, "
                + $"{plan?.Sessions.Length} sessions placed, {plan?.NotPlaced} not"
        );
    }

    private static void SayProgress(HorizonWeek week)
    {
        if (week.Progress is { } at)
            Console.WriteLine(
                $"     week of {week.Week.Monday:d MMMM}: {at.Step.ToLowerInvariant()} {at.Done:P0}, {at.Placed} of {at.Wanted} sessions placed"
            );
    }
}
