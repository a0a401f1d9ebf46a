using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>What a server sent: bytes; nothing, when the calendar is as it was; or why there are none.</summary>
public sealed record FetchedCalendar(byte[]? Bytes, Refusal? Refusal)
{
    public string? ETag { get; init; }

    public string? LastModified { get; init; }
}

/// <summary>
/// Gets calendars from addresses that people type in, so it trusts none of them: https only; connects only to public internet addresses, checked on the very connection
/// that is used, also after a redirect; at most 3 redirects, 10 MB and 10 seconds. Nothing it says or throws contains the address.
/// </summary>
public sealed class CalendarFetch : IDisposable
{
    private const int MostRedirects = 3;
    private const int LongestAddress = 2_000;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly IPEndPoint? _allowed;

    public CalendarFetch()
        : this(allowed: null, TimeSpan.FromSeconds(10)) { }

    /// <summary>For tests: this one endpoint of this machine may be reached, and over http.</summary>
    internal CalendarFetch(IPEndPoint? allowed, TimeSpan timeLimit)
    {
        _allowed = allowed;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect in our place, where nobody checks to what.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // Traces of requests would carry the address.
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = Connect,
        };
        _client = new HttpClient(_handler) { Timeout = timeLimit };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Hubs-Calendars/1.0");
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/calendar, */*;q=0.1");
    }

    /// <summary>The address as it is kept: webcal is https. Refused when nothing could ever be read there.</summary>
    public (CalendarAddress? Address, Refusal? Refusal) Accept(string? typed)
    {
        var text = typed?.Trim() ?? "";
        foreach (var scheme in new[] { "webcal://", "webcals://" })
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                text = $"https://{text[scheme.Length..]}";
        if (text.Length > LongestAddress || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return (null, NotAnAddress);
        return IsAcceptable(uri) ? (new CalendarAddress(text), null) : (null, NotAnAddress);
    }

    /// <summary>With the tags of the last answer, a server that has nothing new says so.</summary>
    public async Task<FetchedCalendar> Get(
        CalendarAddress address,
        string? etag,
        string? lastModified,
        CancellationToken stopping
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(_client.Timeout);
        try
        {
            return await Follow(new Uri(address.Text), etag, lastModified, limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Refused("calendar-slow", "The calendar's server took too long to answer.");
        }
        catch (Exception fault)
            when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            return fault is HttpRequestException { InnerException: ForbiddenTargetException }
                ? Refused(
                    "calendar-address-private",
                    "This address leads to a private network, where we do not read calendars."
                )
                : Refused(
                    "calendar-unreachable",
                    "The calendar's server cannot be reached, or broke off. Check the address."
                );
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async Task<FetchedCalendar> Follow(
        Uri uri,
        string? etag,
        string? lastModified,
        CancellationToken stopping
    )
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var response = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                stopping
            );
            if (response.StatusCode == HttpStatusCode.NotModified)
                return new FetchedCalendar(null, null) { ETag = etag, LastModified = lastModified };
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                if (response.Headers.Location is not { } location)
                    break;
                if (!Uri.TryCreate(uri, location, out var next) || !IsAcceptable(next))
                    return Refused(
                        "calendar-address-private",
                        "This address leads on to another that is not a public https address."
                    );
                uri = next;
                continue;
            }
            return response.IsSuccessStatusCode
                ? await Read(response, stopping)
                : Refused(
                    "calendar-unreachable",
                    (int)response.StatusCode is 401 or 403 or 404 or 410
                        ? "There is no calendar at this address, or it is no longer shared."
                        : $"The calendar's server answered with error {(int)response.StatusCode}."
                );
        }
        return Refused("calendar-unreachable", "This address leads on to others without end.");
    }

    private static async Task<FetchedCalendar> Read(
        HttpResponseMessage response,
        CancellationToken stopping
    )
    {
        // What the server says of the length is not believed; and what it sends may be compressed a thousandfold.
        using var body = await response.Content.ReadAsStreamAsync(stopping);
        using var kept = new MemoryStream();
        if (!await CopyAtMost(body, kept, stopping))
        {
            var tooLarge = CalendarText.TooLarge();
            return Refused(tooLarge.Code, tooLarge.Message);
        }
        return new FetchedCalendar(kept.ToArray(), null)
        {
            ETag = Header(response.Headers, "ETag"),
            LastModified = Header(response.Content.Headers, "Last-Modified"),
        };
    }

    /// <summary>False, having stopped, as soon as there is more than any calendar may have.</summary>
    internal static async Task<bool> CopyAtMost(
        Stream from,
        MemoryStream to,
        CancellationToken stopping
    )
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stopping)) > 0)
        {
            if (to.Length + read > CalendarReader.MostBytes)
                return false;
            to.Write(buffer, 0, read);
        }
        return true;
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && values.First() is { Length: <= 200 } value
            ? value
            : null;

    private bool IsAcceptable(Uri uri) =>
        uri.UserInfo.Length == 0
        && (
            uri.Scheme == Uri.UriSchemeHttps
            || (uri.Scheme == Uri.UriSchemeHttp && IsAllowedByTest(uri))
        );

    private bool IsAllowedByTest(Uri uri) =>
        _allowed is { } allowed
        && uri.Host == allowed.Address.ToString()
        && uri.Port == allowed.Port;

    private async ValueTask<Stream> Connect(
        SocketsHttpConnectionContext context,
        CancellationToken stopping
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, stopping);
        var reachable = addresses
            .Where(address =>
                PublicInternet.Has(address) || new IPEndPoint(address, port).Equals(_allowed)
            )
            .ToArray();
        if (reachable.Length == 0)
            throw new ForbiddenTargetException();
        // The addresses that were checked are the ones connected to: a name may mean something else a moment later.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, port, stopping);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static readonly Refusal NotAnAddress = new(
        "not-a-calendar-address",
        "Enter the whole address of the calendar, beginning with https:// or webcal://, without a user name or password in it."
    );

    private static FetchedCalendar Refused(string code, string sentence) =>
        new(null, new Refusal(code, sentence));

    private sealed class ForbiddenTargetException()
        : IOException("The name leads to no public address.");
}
