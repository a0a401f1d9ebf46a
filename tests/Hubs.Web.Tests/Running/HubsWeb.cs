using System.Net;
using Hubs.LocalSilo;
using Hubs.Web.Boards;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Web.Tests.Running;

/// <summary>The whole web part in memory, with fake grains behind it and a clock that stands at 09:00 on Tuesday 24 November 2026.</summary>
public sealed class HubsWeb : WebApplicationFactory<Program>
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private readonly string data = Directory.CreateTempSubdirectory("hubs-web-tests").FullName;

    public HubsWeb() => Grains = new FakeGrains(Clock);

    /// <summary>Other grains than the fake ones, where what lies behind the page is the point.</summary>
    public IGrainFactory? RealGrains { get; init; }

    public FakeTimeProvider Clock { get; } = new(Morning);

    public FakeGrains Grains { get; }

    public LiveBoards Boards => Services.GetRequiredService<LiveBoards>();

    /// <summary>A browser or caller in this role; forms keep their cookies, redirects are left to the test.</summary>
    public HttpClient As(string role)
    {
        var client = CreateClient(
            new WebApplicationFactoryClientOptions
            {
                AllowAutoRedirect = false,
                HandleCookies = true,
            }
        );
        client.DefaultRequestHeaders.Add("X-Demo-Role", role);
        client.DefaultRequestHeaders.Add("Cookie", $"hubs-role={role}");
        return client;
    }

    /// <summary>As a browser: follows redirects, and has a cookie for its role among those it is given.</summary>
    public HttpClient Browser(string role) =>
        CreateDefaultClient(new RedirectHandler(), new CookieContainerHandler(Cookies(role)));

    private static CookieContainer Cookies(string role)
    {
        var cookies = new CookieContainer();
        cookies.Add(new Cookie("hubs-role", role, "/", "localhost"));
        return cookies;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", data);
        builder.UseSetting("Limits:RequestsPerSecond", "0");
        builder.UseSetting("Demo:Appointments", "false");
        builder.ConfigureTestServices(services =>
        {
            foreach (var silo in services.Where(IsOfTheSilo).ToArray())
                services.Remove(silo);
            services.RemoveAll<IGrainFactory>();
            services.AddSingleton(RealGrains ?? Grains);
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(Clock);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(data))
            Directory.Delete(data, recursive: true);
    }

    private static bool IsOfTheSilo(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (
            service.ImplementationType
            ?? service.ImplementationInstance?.GetType()
            ?? service.ImplementationFactory?.Method.ReturnType
        )?.Namespace
            is { } ns
        && (
            ns.StartsWith("Hubs.Silo", StringComparison.Ordinal)
            || ns.StartsWith("Hubs.LocalSilo", StringComparison.Ordinal)
        );
}
