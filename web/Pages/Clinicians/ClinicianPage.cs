using Hubs.Model;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>A page under /clinicians/{id}. Until there is sign-in, a clinician opens the pages of whoever they are.</summary>
public abstract class ClinicianPage(DeskWork desk) : CommandPage(desk)
{
    public Clinician Clinician { get; private set; } = null!;

    public Network Network { get; private set; } = new();

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        Network = await Desk.Network();
        var id = RouteData.Values["id"] as string;
        if (
            Network.Clinicians.FirstOrDefault(clinician => clinician.Id.Value == id)
            is not { } found
        )
        {
            context.Result = NotFound();
            return;
        }
        Clinician = found;
        await next();
    }

    public string PathOf(string page) => $"/clinicians/{Clinician.Id}{page}";

    public string NameOf(HubId hub) =>
        Network.Hubs.FirstOrDefault(h => h.Id == hub)?.Name ?? hub.Value;
}
