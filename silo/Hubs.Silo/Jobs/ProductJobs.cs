using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Calendars;

namespace Hubs.Silo.Jobs;

/// <summary>What the product does by itself. Each job may be repeated at any time: it only does what is still to do.</summary>
/// <param name="backup">Not in the cluster edition, where the storage account keeps copies.</param>
public sealed class ProductJobs(
    IGrainFactory grains,
    CalendarsIn calendars,
    TimeProvider clock,
    RollingBackup? backup = null
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public JobTable Table =>
        new([
            new Job(
                "expire-holds",
                // A diary in memory does it itself: this is for what a silo that ended left behind in diaries nobody has opened since.
                "End holds that have run out",
                "every hour at a quarter past",
                "0 15 * * * ?",
                ExpireHolds
            ),
            new Job(
                "settle-claims",
                "Settle clinicians' claims that were never confirmed",
                "every five minutes",
                "30 0/5 * * * ?",
                SettleClaims
            ),
            new Job(
                "read-calendars",
                "Read clinicians' own calendars",
                "every half hour",
                "0 10/30 * * * ?",
                calendars.ReadAll
            ),
            .. BackUp,
            new Job(
                "roll-horizon",
                "Plan and publish the weeks ahead",
                "every night at 03:30, and after a start",
                "0 30 3 * * ?",
                RollHorizon
            )
            {
                RunsAfterStart = true,
            },
        ]);

    private ImmutableArray<Job> BackUp =>
        backup is null
            ? []
            :
            [
                new Job(
                    "back-up",
                    "Back up everything",
                    "every hour at half past",
                    "0 30 * * * ?",
                    backup.Run
                ),
            ];

    private async Task<string> ExpireHolds(CancellationToken stopping)
    {
        var today = new UkCalendar(clock).Today;
        var ended = 0;
        foreach (var hub in (await grains.Network.Get()).Network.Hubs)
        {
            stopping.ThrowIfCancellationRequested();
            var counts = await Task.WhenAll(
                Enumerable
                    .Range(0, HorizonState.Days)
                    .Select(day => grains.Diary(hub.Id, today.AddDays(day)).ExpireHolds())
            );
            ended += counts.Sum();
        }
        return ended switch
        {
            0 => "No hold had run out.",
            1 => "Ended 1 hold.",
            _ => $"Ended {ended} holds.",
        };
    }

    private async Task<string> SettleClaims(CancellationToken stopping)
    {
        var dropped = 0;
        foreach (var clinician in (await grains.Network.Get()).Network.Clinicians)
        {
            stopping.ThrowIfCancellationRequested();
            dropped += await grains.Clinician(clinician.Id).SettleClaims();
        }
        return dropped switch
        {
            0 => "No claim was left over.",
            1 => "Dropped 1 claim.",
            _ => $"Dropped {dropped} claims.",
        };
    }

    private async Task<string> RollHorizon(CancellationToken stopping)
    {
        while (true)
        {
            var horizon = await grains.Horizon.Advance();
            if (horizon.Weeks.FirstOrDefault(week => !week.Problems.IsEmpty) is { } failed)
                throw new InvalidOperationException(
                    $"Week {failed.Week} could not be planned: {string.Join(". ", failed.Problems)}"
                );
            if (horizon.IsDone)
                return $"{horizon.Weeks.Length} weeks are planned, to {horizon.Weeks[^1].Week.Sunday:d MMMM yyyy}.";
            await Task.Delay(Look, clock, stopping);
        }
    }
}
