using System.Collections.Concurrent;
using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>One booking a client asked for, and what it was told. No <see cref="Answer"/>: the connection broke first, so it does not know.</summary>
public sealed record Asked(Place Place, string Key, string Resident)
{
    public Reply<AppointmentReceipt>? Answer { get; set; }

    public AppointmentReceipt? Booked => Answer?.Body;
}

/// <summary>Clients that book without pause, each place wanted by two of them, and write down what they were answered.</summary>
public sealed class BookingLoad
{
    private readonly ConcurrentQueue<Place> wanted = new();
    private readonly ConcurrentBag<Asked> asked = [];
    private int keys;

    public BookingLoad(IEnumerable<Place> places, Random random)
    {
        var shuffled = places.ToArray();
        random.Shuffle(shuffled);
        foreach (var place in shuffled)
        {
            // One after the other, so that two clients race for it.
            wanted.Enqueue(place);
            wanted.Enqueue(place);
        }
    }

    public IReadOnlyCollection<Asked> All => asked;

    public IEnumerable<Asked> Booked => asked.Where(one => one.Booked is not null);

    public IEnumerable<Asked> Unanswered => asked.Where(one => one.Answer is null);

    /// <summary>Until the product is gone or <paramref name="enough"/>.</summary>
    public Task Run(Uri address, int clients, CancellationToken enough) =>
        Task.WhenAll(
            Enumerable.Range(0, clients).Select(_ => Task.Run(() => Book(address, enough)))
        );

    private async Task Book(Uri address, CancellationToken enough)
    {
        using var client = new HubsClient(address);
        while (!enough.IsCancellationRequested && wanted.TryDequeue(out var place))
        {
            var key = $"load-{Interlocked.Increment(ref keys)}";
            var one = new Asked(place, key, $"Resident of {key}");
            asked.Add(one);
            if (!await Ask(client, one))
                return;
        }
    }

    /// <summary>False when no answer came.</summary>
    public static async Task<bool> Ask(HubsClient client, Asked one)
    {
        try
        {
            one.Answer = await client.Book(one.Place, one.Resident, one.Key);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        Assert.True(
            one.Answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict,
            $"{one.Answer.Status}: {one.Answer.Problem}"
        );
        return true;
    }
}
