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
