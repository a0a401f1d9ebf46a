using System.Diagnostics;
using System.Text;

namespace Hubs.Bench.Load;

/// <summary>What one round came to.</summary>
internal sealed record Round(
    int Requests,
    int Refused,
    double PerSecond,
    double P50,
    double P99,
    double ServerMicroseconds
);

/// <summary>Clients that each send the next request as soon as they have the answer to the last.</summary>
internal static class Clients
{
    public static byte[] Get(Uri address, string path) =>
        Encoding.UTF8.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: */*\r\n\r\n"
        );

    public static byte[] Post(Uri address, string path, string json, string key) =>
        Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"
        );

    /// <summary>
    /// Sends requests at a fixed rate whatever the server does; a late one counts from when it was due, so a server that stalls is charged with everything that waited.
    /// </summary>
    public static async Task<Round> RunAtRate(
        Uri address,
        double perSecond,
        IReadOnlyList<byte[]> requests,
        int expected,
        Func<TimeSpan> cpu
    )
    {
        const int Connections = 128;
        var latencies = new double[requests.Count];
        var (next, refused) = (-1, 0);
        var before = cpu();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(Send)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var used = cpu() - before;
        Array.Sort(latencies);
        return new(
            requests.Count,
            refused,
            requests.Count / seconds,
            latencies[requests.Count / 2],
            latencies[requests.Count * 99 / 100],
            used.TotalMicroseconds / requests.Count
        );

        async Task Send()
        {
            using var connection = await RawConnection.Open(address);
            int i;
            while ((i = Interlocked.Increment(ref next)) < requests.Count)
            {
                var due = began + (long)(i / perSecond * Stopwatch.Frequency);
                // Waiting is only as fine as a millisecond: one sent early counts from when it was sent.
                if (
                    Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait
                    && wait > TimeSpan.FromMilliseconds(1)
                )
                    await Task.Delay(wait);
                var from = Math.Min(due, Stopwatch.GetTimestamp());
                var status = await connection.Send(requests[i]);
                latencies[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                if (status == 409)
                    Interlocked.Increment(ref refused);
                else if (status != expected)
                    throw new InvalidOperationException(
                        $"Answered {status}: {Encoding.UTF8.GetString(connection.Answer)}"
                    );
            }
        }
    }

    /// <summary>Sends all requests over so many connections. <paramref name="cpu"/>: the server's processor time so far.</summary>
    /// <param name="expected">The status of a good answer; 409 is counted as refused, any other ends the run.</param>
    public static async Task<Round> Run(
        Uri address,
        int clients,
        IReadOnlyList<byte[]> requests,
        int expected,
        Func<TimeSpan> cpu
    )
    {
        var latencies = new double[requests.Count];
        var (next, refused) = (-1, 0);
        var before = cpu();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(Send)));
        var seconds = clock.Elapsed.TotalSeconds;
        var used = cpu() - before;
        Array.Sort(latencies);
        return new(
            requests.Count,
            refused,
            requests.Count / seconds,
            latencies[requests.Count / 2],
            latencies[requests.Count * 99 / 100],
            used.TotalMicroseconds / requests.Count
        );

        async Task Send()
        {
            using var connection = await RawConnection.Open(address);
            int i;
            while ((i = Interlocked.Increment(ref next)) < requests.Count)
            {
                var sent = Stopwatch.GetTimestamp();
                var status = await connection.Send(requests[i]);
                latencies[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                if (status == 409)
                    Interlocked.Increment(ref refused);
                else if (status != expected)
                    throw new InvalidOperationException(
                        $"Answered {status}: {Encoding.UTF8.GetString(connection.Answer)}"
                    );
            }
        }
    }
}
