using System.Globalization;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hubs.Web.Pages.WhatsOn;

/// <summary>
/// Keeps a hub's page as rendered until something it shows changes. Bookings move a board's version but nothing on this page, so after one
/// only that day's sessions are compared.
/// </summary>
public sealed class KeptPage(ReadyAnswers ready, DeskWork desk) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(
        ResourceExecutingContext context,
        ResourceExecutionDelegate next
    )
    {
        var http = context.HttpContext;
        var network = await desk.Network();
        if (
            context.RouteData.Values["hub"] is not string code
            || network.Hubs.FirstOrDefault(hub => hub.Id.Value == code) is not { } hub
            || WeekOf(http.Request) is not { } week
            || http.Request.Cookies.ContainsKey(PageFraming.MessageCookie)
        )
        {
            await next();
            return;
        }
        var key =
            $"whats-on {http.Actor().Role} {http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
        if (ready.Find(key, network) is { } known)
        {
            if (CurrentHub.Of(http) != code)
                CurrentHub.Remember(http, code);
            context.Result = new EmptyResult();
            await known.ExecuteAsync(http);
            return;
        }
        var shown = new ShownWeek(desk, hub.Id, week);
        if (await Render(http, next) is not { } page)
            return;
        if (http.Response.StatusCode != StatusCodes.Status200OK)
        {
            if (page.Length > 0)
                await http.Response.Body.WriteAsync(page);
            return;
        }
        var answer = new ReadyAnswer(page, http.Response.ContentType!, network, shown.IsStill);
        ready.Keep(key, answer, network);
        await answer.ExecuteAsync(http);
    }

    /// <summary>Null for a week that the page does not know: it answers that itself.</summary>
    private static int? WeekOf(HttpRequest request) =>
        (string?)request.Query["Week"] is not { Length: > 0 } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var week)
        && week < OfHubModel.WeeksAhead
            ? week
        : null;

    /// <summary>Null when rendering threw: the exception goes on its way.</summary>
    private static async Task<byte[]?> Render(HttpContext http, ResourceExecutionDelegate next)
    {
        var body = http.Response.Body;
        using var rendered = new MemoryStream();
        http.Response.Body = rendered;
        try
        {
            var result = await next();
            return result.Exception is null || result.ExceptionHandled ? rendered.ToArray() : null;
        }
        finally
        {
            http.Response.Body = body;
        }
    }
}
