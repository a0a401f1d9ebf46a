using System.IO.Compression;
using System.Net;
using System.Text;
using Hubs.Silo.Calendars;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hubs.Silo.Tests.Calendars;

/// <summary>A server on this machine, which only a test may reach, and everything it can do wrong.</summary>
public sealed class CalendarFetchTests : IAsyncLifetime
{
    private const string Secret = "/private-3f9a.ics";
    private readonly WebApplication _server = Server();
    private IPEndPoint _endpoint = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _endpoint = IPEndPoint.Parse(new Uri(_server.Urls.First()).Authority);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_calendar_comes_with_the_tags_that_say_next_time_it_is_unchanged()
    {
        using var fetch = Allowed();
        var first = await Get(fetch, Secret);
        Assert.StartsWith(
            "BEGIN:VCALENDAR",
            Encoding.UTF8.GetString(first.Bytes!),
            StringComparison.Ordinal
        );

        var again = await fetch.Get(Address(Secret), first.ETag, first.LastModified, default);

        Assert.Equal((null, null, "\"v1\""), (again.Bytes, again.Refusal, again.ETag));
    }

    [Theory]
    [InlineData("/endless", "calendar-too-large")]
    [InlineData("/bomb", "calendar-too-large")]
    [InlineData("/says-two-gigabytes", "calendar-too-large")]
    [InlineData("/gone", "calendar-unreachable")]
    [InlineData("/breaks-off", "calendar-unreachable")]
    [InlineData("/round-and-round", "calendar-unreachable")]
    [InlineData("/to-metadata", "calendar-address-private")]
    [InlineData("/to-file", "calendar-address-private")]
    [InlineData("/to-plain-http", "calendar-address-private")]
    [InlineData("/drips", "calendar-slow")]
    public async Task What_goes_wrong_is_said_without_the_address(string path, string code)
    {
        using var fetch = Allowed();

        var fetched = await Get(fetch, path);

        Assert.Null(fetched.Bytes);
        Assert.Equal(code, fetched.Refusal?.Code);
        Assert.DoesNotContain(path[1..], fetched.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", fetched.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_redirects_are_followed()
    {
        using var fetch = Allowed();

        Assert.NotNull((await Get(fetch, "/hop/3")).Bytes);
        Assert.Null((await Get(fetch, "/hop/4")).Bytes);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f.1:{0}/")]
    public async Task This_machine_is_never_reached_under_any_of_its_names(string address)
    {
        using var fetch = new CalendarFetch();
        var (accepted, _) = fetch.Accept(
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                address,
                _endpoint.Port
            )
        );

        var fetched = await fetch.Get(accepted!, null, null, default);

        Assert.Equal("calendar-address-private", fetched.Refusal?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("calendar.example.com/me.ics")]
    [InlineData("http://calendar.example.com/me.ics")]
    [InlineData("ftp://calendar.example.com/me.ics")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://me:word@calendar.example.com/me.ics")]
    public void An_address_that_is_not_https_or_holds_a_password_is_refused(string address)
    {
        using var fetch = new CalendarFetch();

        var (accepted, refusal) = fetch.Accept(address);

        Assert.Null(accepted);
        Assert.Equal("not-a-calendar-address", refusal?.Code);
    }

    [Fact]
    public void A_webcal_address_is_an_https_address_and_prints_as_nothing()
    {
        using var fetch = new CalendarFetch();

        var (accepted, _) = fetch.Accept(" webcal://calendar.example.com/secret.ics ");

        Assert.Equal("https://calendar.example.com/secret.ics", accepted?.Text);
        Assert.Equal("CalendarAddress { redacted }", $"{accepted}");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:4009:81f::200e", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_are_connected_to(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicInternet.Has(IPAddress.Parse(address)));

    private CalendarFetch Allowed() => new(_endpoint, TimeSpan.FromSeconds(2));

    private Hubs.Model.CalendarAddress Address(string path) => new($"http://{_endpoint}{path}");

    private Task<FetchedCalendar> Get(CalendarFetch fetch, string path) =>
        fetch.Get(Address(path), null, null, default);

    private static WebApplication Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet(
            Secret,
            (HttpContext context) =>
            {
                context.Response.Headers.ETag = "\"v1\"";
                context.Response.Headers.LastModified = "Sun, 22 Nov 2026 10:00:00 GMT";
                return
                    context.Request.Headers.IfNoneMatch == "\"v1\""
                    && context.Request.Headers.IfModifiedSince == "Sun, 22 Nov 2026 10:00:00 GMT"
                    ? Results.StatusCode(304)
                    : Results.Text(
                        CalendarReaderContract.Event("DTSTART:20261123T090000Z", "DURATION:PT1H"),
                        "text/calendar"
                    );
            }
        );
        server.MapGet(
            "/hop/{left:int}",
            (int left) => Results.Redirect(left == 1 ? Secret : $"/hop/{left - 1}")
        );
        server.MapGet("/round-and-round", () => Results.Redirect("/round-and-round"));
        server.MapGet(
            "/to-metadata",
            () => Results.Redirect("http://169.254.169.254/latest/meta-data")
        );
        server.MapGet("/to-file", () => Results.Redirect("file:///etc/passwd"));
        server.MapGet("/to-plain-http", () => Results.Redirect("http://example.com/to-plain-http"));
        server.MapGet("/gone", () => Results.StatusCode(410));
        server.MapGet("/endless", Endless);
        server.MapGet(
            "/says-two-gigabytes",
            (HttpContext context) =>
            {
                context.Response.ContentLength = 2L * 1024 * 1024 * 1024;
                return Endless(context);
            }
        );
        server.MapGet(
            "/bomb",
            async (HttpContext context) =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var squeezed = new GZipStream(
                    context.Response.Body,
                    CompressionLevel.Fastest
                );
                await Send(squeezed, megabytes: 12, context.RequestAborted);
            }
        );
        server.MapGet(
            "/breaks-off",
            async (HttpContext context) =>
            {
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("BEGIN:VCALENDAR");
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        );
        server.MapGet(
            "/drips",
            async (HttpContext context) =>
            {
                await context.Response.WriteAsync("B");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        );
        return server;
    }

    private static Task Endless(HttpContext context) =>
        Send(context.Response.Body, megabytes: 2048, context.RequestAborted);

    private static async Task Send(Stream body, int megabytes, CancellationToken stopping)
    {
        var megabyte = new byte[1024 * 1024];
        try
        {
            for (var sent = 0; sent < megabytes; sent++)
                await body.WriteAsync(megabyte, stopping);
        }
        catch (OperationCanceledException)
        {
            // Whoever was reading has had enough, as the test wants.
            return;
        }
    }
}
