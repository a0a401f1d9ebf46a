namespace Hubs.Web.Security;

/// <summary>The headers every answer carries, and the refusal of writes that another site started.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private ReadyPolicy? newest;

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        if (IsWriteFromAnotherSite(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private string Policy(HttpRequest request)
    {
        var (isHttps, host) = (request.IsHttps, request.Host.Value);
        if (newest is { } ready && ready.IsHttps == isHttps && ready.Host == host)
            return ready.Text;
        newest = new(isHttps, host, Policy(isHttps, host));
        return newest.Text;
    }

    // 'self' covers web sockets in current browsers only, so they are named as well.
    private static string Policy(bool isHttps, string? host) =>
        $"default-src 'self'; connect-src 'self' {(isHttps ? "wss" : "ws")}://{host}; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Antiforgery tokens guard the pages' forms; this also guards the API and the boards' web sockets.
    private static bool IsWriteFromAnotherSite(HttpRequest request)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (
            (reads && !request.Headers.ContainsKey("Upgrade"))
            || HttpMethods.IsOptions(request.Method)
        )
        {
            return false;
        }

        string? origin = request.Headers.Origin;
        return !string.IsNullOrEmpty(origin)
            && !origin.Equals(
                $"{request.Scheme}://{request.Host}",
                StringComparison.OrdinalIgnoreCase
            );
    }

    /// <summary>Nearly all requests come under one name.</summary>
    private sealed record ReadyPolicy(bool IsHttps, string? Host, string Text);
}
