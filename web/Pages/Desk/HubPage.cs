using Hubs.Model;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hubs.Web.Pages.Desk;

/// <summary>A page under /desk/{hub}, or another that works at one hub. An unknown hub is "page not found".</summary>
public abstract class HubPage(DeskWork desk) : CommandPage(desk)
{
    public Hub Hub { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var code = RouteData.Values["hub"] as string;
        if (
            (await Desk.Network()).Hubs.FirstOrDefault(hub => hub.Id.Value == code) is not { } found
        )
        {
            context.Result = NotFound();
            return;
        }
        Hub = found;
        CurrentHub.Remember(HttpContext, found.Id.Value);
        if (await Prepare())
            await next();
        else
            context.Result = NotFound();
    }

    /// <summary>Reads what every handler of the page needs. False: there is no such page.</summary>
    protected virtual Task<bool> Prepare() => Task.FromResult(true);

    public string PathOf(string page) => $"/desk/{Hub.Id}{page}";
}
