using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Hubs.Model;
using Microsoft.Extensions.Primitives;

namespace Hubs.Web.Boards;

/// <summary>
/// Rendered answers, kept for as long as what they show stays as it was. Each brings its own look at that; none is ever served after the look says no. At
/// most <see cref="MostBytes"/> are kept.
/// </summary>
public sealed class ReadyAnswers
{
    private const long MostBytes = 32 * 1024 * 1024;
    private const int LongestKey = 512;
    private readonly ConcurrentDictionary<string, ReadyAnswer> answers = new(
        StringComparer.Ordinal
    );
    private long bytes;

    /// <summary>Null when it has to be made afresh.</summary>
    public ReadyAnswer? Find(string key, Network network) =>
        answers.TryGetValue(key, out var answer) && answer.IsCurrent(network) ? answer : null;

    public void Keep(string key, ReadyAnswer answer, Network network)
    {
        if (key.Length > LongestKey)
            return;
        answers.TryGetValue(key, out var before);
        answers[key] = answer;
        if (Interlocked.Add(ref bytes, answer.Bytes - (before?.Bytes ?? 0)) > MostBytes)
            MakeRoom(network);
    }

    private void MakeRoom(Network network)
    {
        foreach (var (key, answer) in answers)
            if (!answer.IsCurrent(network) && answers.TryRemove(key, out _))
                Interlocked.Add(ref bytes, -answer.Bytes);
        if (Interlocked.Read(ref bytes) < MostBytes / 2)
            return;
        answers.Clear();
        Interlocked.Exchange(ref bytes, 0);
    }
}

/// <summary>
/// An answer of bytes with its tag: 304 for a reader who has it, compressed once for all who take it so. Private, and asked about each time: shared caches keep nothing.
/// </summary>
/// <param name="isCurrent">What the answer shows is still so. Cheap, and called by many at once.</param>
public sealed class ReadyAnswer(
    byte[] body,
    string contentType,
    Network network,
    Func<bool> isCurrent
) : IResult
{
    private const int WorthCompressing = 1024;
    private readonly string tag =
        $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
    private byte[]? brotli;

    public int Bytes => body.Length + (brotli?.Length ?? body.Length / 4);

    public bool IsCurrent(Network now) => ReferenceEquals(network, now) && isCurrent();

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (IsKnown(httpContext.Request.Headers.IfNoneMatch))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = contentType;
        var bytes = body;
        if (body.Length > WorthCompressing)
        {
            response.Headers.Vary = "Accept-Encoding";
            if (TakesBrotli(httpContext.Request.Headers.AcceptEncoding))
            {
                bytes = brotli ??= Compressed();
                response.Headers.ContentEncoding = "br";
            }
        }
        response.ContentLength = bytes.Length;
        return response.BodyWriter.WriteAsync(bytes).AsTask();
    }

    private bool IsKnown(StringValues known) =>
        known.Count > 0
        && known.Any(list =>
            list is not null
            && list.Split(',').Any(t => t.Trim() is var one && (one == tag || one == "*"))
        );

    private static bool TakesBrotli(StringValues accepted) =>
        accepted.Count > 0
        && accepted.Any(list =>
            list?.Split(',').Any(coding => coding.AsSpan().Trim().SequenceEqual("br")) == true
        );

    private byte[] Compressed()
    {
        using var to = new MemoryStream();
        using (var brotli = new BrotliStream(to, CompressionLevel.Optimal))
            brotli.Write(body);
        return to.ToArray();
    }
}
