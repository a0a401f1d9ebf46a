using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>Who are you?</summary>
[ForRoles(Role.Clinician, Role.Coordinator)]
public sealed class IndexModel(DeskWork desk) : PageModel
{
    private Network network = new();

    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    public ImmutableArray<Clinician> Found { get; private set; } = [];

    public string NameOf(HubId hub) =>
        network.Hubs.FirstOrDefault(h => h.Id == hub)?.Name ?? hub.Value;

    public async Task OnGet()
    {
        network = await desk.Network();
        Found =
        [
            .. network
                .Clinicians.Where(c =>
                    c.Name.Contains(Name ?? "", StringComparison.OrdinalIgnoreCase)
                )
                .OrderBy(c => c.Name, StringComparer.Ordinal),
        ];
    }
}
