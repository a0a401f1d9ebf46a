using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

[Collection(PreparedHubsCollection.Name)]
public sealed class BookingRaceTests(PreparedHubs hubs)
{
    private const int Residents = 8;

    [Fact]
    public async Task Slot_WantedByEightAtOnce_IsGivenToExactlyOne()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var places = await client.FreePlaces(PreparedHubs.Tomorrow, days: 7);
        var single = places.Where(place => place.Free == 1).ToArray();
        new Random(1).Shuffle(single);
        var rounds = PreparedHubs.Times("HUBS_ROUNDS", 200);

        for (var round = 0; round < rounds; round++)
        {
            var place = single[round];
            var replies = await Task.WhenAll(
                Enumerable
                    .Range(0, Residents)
                    .Select(i => client.Book(place, $"Resident {i}", $"race-{round}-{i}"))
            );

            var booked = Assert.Single(replies, reply => reply.Status == HttpStatusCode.Created);
            Assert.Equal(
                Residents - 1,
                replies.Count(reply => reply.Status == HttpStatusCode.Conflict)
            );
            var found = await client.Find(booked.Body!.Id);
            Assert.Equal(
                (place.Session, place.Start),
                (found!.Appointment.Session, found.Appointment.Window.Start)
            );
        }
    }
}
