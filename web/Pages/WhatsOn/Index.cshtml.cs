using System.Collections.Immutable;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.WhatsOn;

/// <summary>Which hub? Open to everybody.</summary>
public sealed class IndexModel(DeskWork desk) : PageModel
{
    public ImmutableArray<HubCard> Hubs { get; private set; } = [];

    public async Task OnGet() => Hubs = HubCard.Of(await desk.Network(), desk.Calendar.Today);
}
