using System.Net;
using Hangfire.Annotations;
using Hangfire.Dashboard;

namespace Hubs.Silo.Cluster.Jobs;

/// <summary>
/// The dashboard has no sign-in, so it is for whoever works on this machine: from loopback, and under a name of this machine, so that no page
/// elsewhere can point a name of its own here.
/// </summary>
internal sealed class OnlyHere : IDashboardAuthorizationFilter
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public bool Authorize([NotNull] DashboardContext context)
    {
        var http = context.GetHttpContext();
        return http.Connection.RemoteIpAddress is { } from
            && IPAddress.IsLoopback(from)
            && Names.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase);
    }
}
