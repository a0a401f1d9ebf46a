using System.Threading.RateLimiting;
using Hubs.Silo;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.RateLimiting;

namespace Hubs.Web.Security;

public static class SecuritySetup
{
    private const int OneMegabyte = 1024 * 1024;

    private const string ScopesArePrinted = "Logging:Console:FormatterOptions:IncludeScopes";

    // Each costs some kilobytes, busy or not.
    private const int MostConnections = 10_000;

    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Pages that take a file say how large with [RequestSizeLimit].
            kestrel.Limits.MaxRequestBodySize = OneMegabyte;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });

        // A page elsewhere cannot point its own name at this machine and read the demo.
        builder.Services.Configure<HostFilteringOptions>(options =>
            options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]
        );

        builder.Services.AddDataProtection().SetApplicationName("hubs");
        builder
            .Services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<SiloFolders, ILoggerFactory>(
                (keys, data, logging) =>
                    keys.XmlRepository =
                        new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                            new DirectoryInfo(data.Keys),
                            logging
                        )
            );

        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "hubs-antiforgery";
            // frame-ancestors says it, and more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddSingleton<IPolicyEvaluator, QuickRoles>();
        builder.Services.AddSingleton<IAuthenticationSchemeProvider, QuickSchemes>();
        if (!builder.Configuration.GetValue<bool>(ScopesArePrinted))
            builder.Services.AddSingleton<IExternalScopeProvider, NoScopes>();
        builder.Services.AddResponseCompression();
        builder.Services.AddRateLimiter(options => LimitRequests(options, builder.Configuration));
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
    }

    /// <summary>
    /// Two limits. How many requests a second one address may make: generous, it stops a runaway script, not a busy desk; over it is 429. And how many requests are
    /// worked on at once, whoever asks: more would only wait for each other, so over it is 503, at once, and those taken in are answered in time.
    /// Either is turned off by 0, for measuring. Boards stay open for hours, so they do not count as work.
    /// </summary>
    private static void LimitRequests(RateLimiterOptions options, IConfiguration configuration)
    {
        var perSecond = configuration.GetValue("Limits:RequestsPerSecond", 1000);
        var atOnce = configuration.GetValue("Limits:AtOnce", 256);
        options.OnRejected = (refused, _) =>
        {
            // Only the limit per second knows when there is room again.
            var isTooOften = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var _);
            refused.HttpContext.Response.StatusCode = isTooOften
                ? StatusCodes.Status429TooManyRequests
                : StatusCodes.Status503ServiceUnavailable;
            refused.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                perSecond == 0
                    ? RateLimitPartition.GetNoLimiter("")
                    : RateLimitPartition.GetTokenBucketLimiter(
                        context.Connection.RemoteIpAddress?.ToString() ?? "local",
                        _ => new TokenBucketRateLimiterOptions
                        {
                            TokenLimit = perSecond * 5,
                            TokensPerPeriod = perSecond,
                            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                            QueueLimit = 0,
                        }
                    )
            ),
            PartitionedRateLimiter.Create<HttpContext, bool>(context =>
                atOnce == 0 || context.Request.Path.StartsWithSegments("/boards")
                    ? RateLimitPartition.GetNoLimiter(false)
                    : RateLimitPartition.GetConcurrencyLimiter(
                        true,
                        _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = 0 }
                    )
            )
        );
    }
}
