using System.Collections.Concurrent;
using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>A receptionist who sends everybody who walks in to a slot of another hub. Written down is who was answered and who was not.</summary>
public sealed class SendingLoad(HubId here, DateOnly today, IEnumerable<Place> places)
{
    private readonly ConcurrentQueue<Place> free = new(places);
    private readonly ConcurrentQueue<(Place Place, string Key)> unanswered = new();
    private readonly ConcurrentDictionary<TicketId, AppointmentId> sent = [];
    private int keys;

    public int Sent => sent.Count;

    public async Task Run(Uri address, CancellationToken enough)
    {
        using var client = new HubsClient(address);
        while (!enough.IsCancellationRequested && free.TryDequeue(out var place))
        {
            var key = $"send-{Interlocked.Increment(ref keys)}";
            try
            {
                await Send(client, place, key);
            }
            catch (HttpRequestException)
            {
                unanswered.Enqueue((place, key));
                return;
            }
        }
    }

    private async Task Send(HubsClient client, Place place, string key)
    {
        var reply = await client.Post<WalkInReceipt>(
            "walk-ins",
            new
            {
                Hub = here,
                place.Service,
                place.Session,
                place.Start,
                SentTo = place.Hub,
                SentOn = place.Date,
                Resident = new { Name = $"Resident of {key}", Contact = "01375 000000" },
            },
            key
        );
        Assert.True(reply.Status == HttpStatusCode.Created, reply.Problem);
        Assert.True(
            sent.TryAdd(reply.Body!.Id, reply.Body.Appointment!.Id),
            $"{reply.Body.Number} was given twice."
        );
    }

    /// <summary>
    /// Whoever was not answered asks again with the same key; then every ticket here has its place there, no place is without a ticket, and nobody is sent twice.
    /// </summary>
    public async Task Check(HubsClient client)
    {
        while (unanswered.TryDequeue(out var one))
            await Send(client, one.Place, one.Key);
        var board = await client.Board(here, today);
        Assert.Equal(
            sent.Keys.Select(ticket => ticket.Value).Order(),
            board
                .WalkIns.Where(w => w.Status is WalkInStatus.SentToOtherHub)
                .Select(w => w.Id.Value)
                .Order()
        );
        foreach (var appointment in sent.Values)
            Assert.True(
                await client.Find(appointment) is { Appointment.TakesSlots: true },
                $"{appointment} was answered and is gone."
            );
    }

    /// <summary>How many people these places hold now: each is one of ours.</summary>
    public async Task CheckPlaces(HubsClient client, HubId there, DateOnly date) =>
        Assert.Equal(
            sent.Count,
            (await client.Board(there, date)).Sessions.Sum(session => session.Booked)
        );
}
