using System.Text.RegularExpressions;

namespace Hubs.Web.Pages;

/// <summary>The hub this browser last worked at, by its code. A page that needs a hub asks here before it asks the person.</summary>
public static partial class CurrentHub
{
    private const string Cookie = "hubs-hub";

    /// <summary>Null when none was chosen. The code may belong to a hub that no longer exists.</summary>
    public static string? Of(HttpContext request) =>
        request.Request.Cookies[Cookie] is { } code && HubCode().IsMatch(code) ? code : null;

    public static void Remember(HttpContext request, string code) =>
        request.Response.Cookies.Append(Cookie, code, BrowserCookie.Lasting(request));

    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex HubCode();
}

public static class BrowserCookie
{
    public static CookieOptions Lasting(HttpContext request) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = request.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
        };
}
