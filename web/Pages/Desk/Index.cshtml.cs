using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Desk;

/// <summary>Which desk?</summary>
[ForRoles(Role.Receptionist, Role.Clinician, Role.Coordinator)]
public sealed class IndexModel(DeskWork desk) : PageModel
{
    public ImmutableArray<Hub> Hubs { get; private set; } = [];

    public async Task OnGet() => Hubs = (await desk.Network()).Hubs;
}
