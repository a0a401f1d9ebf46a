using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>A clinician who works at two hubs, something they can run at both, and a weekly hour for it.</summary>
public sealed record TwoHubClinician(
    ClinicianId Id,
    ServiceId Service,
    Hub[] Hubs,
    DayOfWeek Day,
    TimeOnly Start
);

/// <summary>Sessions booked by hand through the API, on days no plan reaches.</summary>
public static class HandBooking
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(1);

    // Beyond the planned weeks.
    private const int FarAway = 60;

    /// <summary>The dates on which this clinician works and both hubs are open.</summary>
    public static IEnumerable<DateOnly> Dates(TwoHubClinician clinician) =>
        Enumerable
            .Range(FarAway, 365 - FarAway)
            .Select(PreparedHubs.Tomorrow.AddDays)
            .Where(date =>
                date.DayOfWeek == clinician.Day
                && clinician.Hubs.All(hub => !hub.Closures.Any(closed => closed.Covers(date)))
            );

    public static Task<Reply<SessionReceipt>> Place(
        this HubsClient client,
        TwoHubClinician clinician,
        HubId hub,
        DateOnly date,
        TimeOnly start,
        string key
    ) =>
        client.Post<SessionReceipt>(
            "sessions",
            new
            {
                hub,
                date,
                clinician.Service,
                start,
                Length,
                Clinicians = new[] { clinician.Id },
            },
            key
        );

    /// <summary>Found by trying: each could run the session at both hubs on a day like those of the test.</summary>
    public static async Task<TwoHubClinician[]> FindClinicians(this HubsClient client, int count)
    {
        var found = new List<TwoHubClinician>();
        var hubs = await client.Hubs();
        foreach (var clinician in await client.Clinicians())
        {
            if (clinician.Hubs.Length < 2 || clinician.Availability.IsEmpty)
                continue;
            foreach (var candidate in Candidates(clinician, hubs))
                if (await CanRunAtBoth(client, candidate))
                {
                    found.Add(candidate);
                    break;
                }
            if (found.Count == count)
                return [.. found];
        }
        throw new InvalidOperationException(
            $"Only {found.Count} of {count} clinicians can run a session at two hubs."
        );
    }

    private static IEnumerable<TwoHubClinician> Candidates(Clinician clinician, Hub[] hubs) =>
        from window in clinician.Availability
        // Room for an hour and the same a little later.
        where window.Window.Length >= Length * 2
        from service in clinician.Competences
        select new TwoHubClinician(
            clinician.Id,
            service,
            [.. hubs.Where(hub => clinician.Hubs.Contains(hub.Id)).Take(2)],
            window.Day,
            window.Window.Start.AddMinutes(30)
        );

    private static async Task<bool> CanRunAtBoth(HubsClient client, TwoHubClinician clinician)
    {
        var date = Dates(clinician).First();
        foreach (var hub in clinician.Hubs.Select(hub => hub.Id))
        {
            var key =
                $"try-{clinician.Id}-{clinician.Service}-{hub}-{clinician.Day}-{clinician.Start:HHmm}";
            var placed = await client.Place(clinician, hub, date, clinician.Start, key);
            if (placed.Status != HttpStatusCode.Created)
                return false;
            await client.Post<SessionReceipt>(
                $"hubs/{hub}/diaries/{date:yyyy-MM-dd}/sessions/{placed.Body!.Session.Id}/cancel",
                new { },
                $"{key}-undo"
            );
        }
        return true;
    }
}
