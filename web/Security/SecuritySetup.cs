using System.Globalization;
using System.Threading.RateLimiting;
using Hubs.Silo;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;

namespace Hubs.Web.Security;

public static class SecuritySetup
{
    private const int OneMegabyte = 1024 * 1024;

    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Pages that take a file say how large with [RequestSizeLimit].
            kestrel.Limits.MaxRequestBodySize = OneMegabyte;
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
        builder.Services.AddResponseCompression();
        builder.Services.AddRateLimiter(options => LimitEachClient(options, builder.Configuration));
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
    }

    // Generous: it stops a runaway script, not a busy desk. Limits:RequestsPerSecond=0 turns it off, for measuring.
    private static void LimitEachClient(
        Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options,
        IConfiguration configuration
    )
    {
        var perSecond = configuration.GetValue("Limits:RequestsPerSecond", 1000);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (refused, _) =>
        {
            refused.HttpContext.Response.Headers.RetryAfter = 1.ToString(
                CultureInfo.InvariantCulture
            );
            return ValueTask.CompletedTask;
        };
        if (perSecond == 0)
        {
            return;
        }

        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "local",
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond * 5,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }
            )
        );
    }
}
