using System.Net;
using Hubs.Running;

namespace Hubs.Survival.Tests;

[Collection(PreparedHubsCollection.Name)]
public sealed class SessionRaceTests(PreparedHubs hubs)
{
    private const int Clinicians = 10;
    private const int AtOnce = 8;

    [Fact]
    public async Task Clinician_WantedAtTwoHubsByEightAtOnce_IsGivenToExactlyOne()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var clinicians = await client.FindClinicians(Clinicians);
        var rounds = PreparedHubs.Times("HUBS_ROUNDS", 200);

        for (var round = 0; round < rounds; round++)
        {
            var clinician = clinicians[round % Clinicians];
            var date = HandBooking.Dates(clinician).ElementAt(1 + round / Clinicians);
            var replies = await Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(i =>
                        client.Place(
                            clinician,
                            clinician.Hubs[i % 2].Id,
                            date,
                            clinician.Start.AddMinutes(15 * (i / 2)),
                            $"session-{round}-{i}"
                        )
                    )
            );

            var placed = Assert
                .Single(replies, reply => reply.Status == HttpStatusCode.Created)
                .Body!.Session;
            Assert.Equal(AtOnce - 1, replies.Count(r => r.Status == HttpStatusCode.Conflict));

            var standing = new List<(string, Model.HubId, Model.TimeWindow)>();
            foreach (var hub in clinician.Hubs.Select(hub => hub.Id))
                standing.AddRange(
                    (await client.Board(hub, date))
                        .Sessions.Where(s => !s.IsCancelled && s.Clinicians.Contains(clinician.Id))
                        .Select(s => (s.Id.Value, hub, s.Window))
                );
            Assert.Equal((placed.Id.Value, placed.Hub, placed.Window), Assert.Single(standing));
            var claim = Assert.Single((await client.Days(clinician.Id, date, days: 1)).Claims);
            Assert.Equal((placed.Id, true), (claim.Session, claim.IsConfirmed));
        }
    }
}
