using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Hubs.Running;
using Hubs.Survival.Tests;

namespace Hubs.Cluster.Tests.Processes;

/// <summary>Clients that book without pause, each place wanted by two of them, and repeat with the same key until they are answered, on one web node or another.</summary>
internal sealed class PatientLoad(IReadOnlyList<Uri> webs, IEnumerable<Place> places, string name)
{
    private static readonly TimeSpan BeforeRepeating = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentQueue<Place> wanted = new(
        places.SelectMany(place => Enumerable.Repeat(place, 2))
    );
    private readonly ConcurrentBag<Asked> asked = [];
    private readonly Lock clock = new();
    private long lastBooking = Stopwatch.GetTimestamp();
    private int keys;
    private int repeats;

    public IEnumerable<Asked> Booked => asked.Where(one => one.Booked is not null);

    public int Refused => asked.Count(one => one.Answer?.Status == HttpStatusCode.Conflict);

    public int Unanswered => asked.Count(one => one.Answer is null);

    public int Repeats => repeats;

    /// <summary>The longest time in which nobody anywhere got a booking.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Until <paramref name="enough"/>; what was begun is asked to the end, for at most a minute more.</summary>
    public async Task Run(int clients, CancellationToken enough)
    {
        lastBooking = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource();
        await using var _ = enough.Register(() => patience.CancelAfter(TimeSpan.FromMinutes(1)));
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client => Task.Run(() => Book(client, enough, patience.Token)))
        );
    }

    private async Task Book(int client, CancellationToken enough, CancellationToken patience)
    {
        var apis = webs.Select(web => new HubsClient(web)).ToArray();
        while (!enough.IsCancellationRequested && wanted.TryDequeue(out var place))
        {
            var key = $"{name}-{Interlocked.Increment(ref keys)}";
            var one = new Asked(place, key, $"Resident of {key}");
            asked.Add(one);
            for (var again = 0; one.Answer is null && !patience.IsCancellationRequested; again++)
            {
                if (again > 0)
                {
                    Interlocked.Increment(ref repeats);
                    await Task.Delay(BeforeRepeating);
                }
                await Ask(apis[(client + again) % apis.Length], one);
            }
            if (one.Booked is not null)
                Note();
        }
        foreach (var api in apis)
            api.Dispose();
    }

    private static async Task Ask(HubsClient api, Asked one)
    {
        try
        {
            var answer = await api.Book(one.Place, one.Resident, one.Key);
            if (answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict)
                one.Answer = answer;
            else
                Assert.True(
                    answer.Status is HttpStatusCode.ServiceUnavailable,
                    $"{answer.Status}: {answer.Problem}"
                );
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            // Nobody answered: the same key will find out.
        }
    }

    private void Note()
    {
        lock (clock)
        {
            var gap = Stopwatch.GetElapsedTime(lastBooking);
            LongestGap = gap > LongestGap ? gap : LongestGap;
            lastBooking = Stopwatch.GetTimestamp();
        }
    }
}
