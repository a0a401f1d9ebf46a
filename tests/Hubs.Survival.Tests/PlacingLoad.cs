using System.Collections.Concurrent;
using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>
/// Clinicians who book the same hour at two hubs at once, and mostly cancel what they got. Written down is what each hour holds as far as
/// was answered: a session, nothing, or not known.
/// </summary>
public sealed class PlacingLoad(TwoHubClinician[] clinicians, int seed)
{
    private const int DaysEach = 20;
    private const double Cancelled = 0.7;

    // As the product promises: no claim nobody confirmed lasts longer.
    private static readonly TimeSpan LongestClaim = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Hour, SessionId?> known = [];
    private readonly ConcurrentDictionary<Hour, bool> touched = [];
    private int keys;
    private int answered;

    /// <summary>Sessions and cancellations that were answered.</summary>
    public int Answered => answered;

    /// <summary>Until the product is gone or <paramref name="enough"/>.</summary>
    public Task Run(Uri address, CancellationToken enough) =>
        Task.WhenAll(
            clinicians.Select(
                (clinician, i) => Task.Run(() => Place(address, clinician, i, enough))
            )
        );

    private async Task Place(
        Uri address,
        TwoHubClinician clinician,
        int index,
        CancellationToken enough
    )
    {
        using var client = new HubsClient(address);
        var random = new Random(seed + 1_000 * index + keys);
        var dates = HandBooking.Dates(clinician).Skip(1).Take(DaysEach).ToArray();
        try
        {
            while (!enough.IsCancellationRequested)
                await PlaceAtBothHubs(client, new(clinician, random.GetItems(dates, 1)[0]), random);
        }
        catch (HttpRequestException)
        {
            // The product is gone, and with it the answer: this hour is not known.
        }
    }

    private async Task PlaceAtBothHubs(HubsClient client, Hour hour, Random random)
    {
        touched[hour] = true;
        known.Remove(hour, out var standing);
        if (standing is null)
        {
            var (clinician, date) = hour;
            var replies = await Task.WhenAll(
                clinician.Hubs.Select(hub =>
                    client.Place(clinician, hub.Id, date, clinician.Start, NextKey())
                )
            );
            Assert.All(
                replies,
                r =>
                    Assert.True(
                        r.Status is HttpStatusCode.Created or HttpStatusCode.Conflict,
                        r.Problem
                    )
            );
            var placed = replies.Where(reply => reply.Body is not null).ToList();
            Assert.True(placed.Count <= 1, $"{clinician.Id} was placed twice on {date}.");
            Interlocked.Add(ref answered, placed.Count);
            standing = placed.FirstOrDefault()?.Body!.Session.Id;
            // A claim cut short may refuse both, so that the hour's holder is somebody earlier: look when asked.
            if (standing is null)
                return;
            if (random.NextDouble() < Cancelled)
                standing = await Cancel(client, hour, placed[0].Body!.Session);
        }
        known[hour] = standing;
    }

    private async Task<SessionId?> Cancel(HubsClient client, Hour hour, Session session)
    {
        var reply = await client.Post<SessionReceipt>(
            $"hubs/{session.Hub}/diaries/{hour.Date:yyyy-MM-dd}/sessions/{session.Id}/cancel",
            new { },
            NextKey()
        );
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Problem);
        Interlocked.Increment(ref answered);
        return null;
    }

    private string NextKey() => $"place-{Interlocked.Increment(ref keys)}";

    /// <summary>
    /// Nobody is in two places, every hour holds what was answered, and what is claimed is held by a session or ends in time. Returns how many
    /// claims still have to end. Hours that were not known are now.
    /// </summary>
    public async Task<int> Check(HubsClient client)
    {
        var open = await Task.WhenAll(touched.Keys.Select(hour => Check(client, hour)));
        return open.Sum();
    }

    private async Task<int> Check(HubsClient client, Hour hour)
    {
        var (clinician, date) = hour;
        // The claims first: a session may appear in between, but none goes away.
        var claims = (await client.Days(clinician.Id, date, days: 1)).Claims;
        var boards = await Task.WhenAll(clinician.Hubs.Select(hub => client.Board(hub.Id, date)));
        var standing = boards
            .SelectMany(board => board.Sessions)
            .Where(s => !s.IsCancelled && s.Clinicians.Contains(clinician.Id))
            .Select(s => s.Id)
            .ToList();

        Assert.True(standing.Count <= 1, $"{clinician.Id} is in two places on {date}.");
        if (known.TryGetValue(hour, out var answer))
            Assert.Equal(answer is { } id ? [id] : [], standing);
        known[hour] = standing.Count == 0 ? null : standing[0];

        var open = claims.Where(claim => !standing.Contains(claim.Session)).ToList();
        var soon = TimeProvider.System.GetUtcNow() + LongestClaim;
        Assert.All(open, claim => Assert.True(claim.Expires <= soon, $"{claim} has no session."));
        return open.Count;
    }

    private sealed record Hour(TwoHubClinician Clinician, DateOnly Date);
}
