using System.Collections.Immutable;
using System.Security.Cryptography;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>The damage first, then the button.</summary>
[ForRoles(Role.Coordinator)]
public sealed class PublishModel(IGrainFactory grains) : PageModel
{
    public IsoWeek Week { get; private set; }

    public PublishPreview Preview { get; private set; } = null!;

    public ImmutableDictionary<HubId, string> HubNames { get; private set; } =
        ImmutableDictionary<HubId, string>.Empty;

    /// <summary>What the coordinator was shown: the draft's version and how many appointments would lose their session.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public int Orphans { get; set; }

    [BindProperty]
    public string Command { get; set; } =
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public async Task<IActionResult> OnGet(string week)
    {
        if (!IsoWeek.TryParse(week, out var parsed))
            return NotFound();
        Week = parsed;
        if ((await grains.Plan(Week).Get()).Draft is null)
            return Redirect($"/plans/{Week}");
        await Load();
        (Version, Orphans) = (Preview.Version, Preview.Orphaned);
        return Page();
    }

    public async Task<IActionResult> OnPost(string week)
    {
        if (!IsoWeek.TryParse(week, out var parsed) || !CommandId.TryParse(Command, out var id))
            return NotFound();
        Week = parsed;
        var info = new CommandInfo(
            id,
            $"publish {Week} {Version}",
            HttpContext.Actor(),
            "Published by the coordinator"
        );
        var answer = await grains.Plan(Week).Publish(new PublishPlan(info, Version, Orphans));
        if (answer.Refusal is not { } refusal)
            return Redirect($"/plans/{Week}");
        ModelState.Clear();
        ModelState.AddModelError("", refusal.Sentence);
        await Load();
        (Version, Orphans) = (Preview.Version, Preview.Orphaned);
        return Page();
    }

    private async Task Load()
    {
        Preview = await grains.Plan(Week).Preview();
        HubNames = (await grains.Network.Get()).Network.Hubs.ToImmutableDictionary(
            hub => hub.Id,
            hub => hub.Name
        );
    }
}
