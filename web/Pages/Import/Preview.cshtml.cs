using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Configuration;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Import;

/// <summary>What an uploaded spreadsheet would change, and the button that changes it.</summary>
[ForRoles(Role.Coordinator)]
public sealed class PreviewModel(
    IGrainFactory grains,
    KnownNetwork configuration,
    PendingImports pending
) : PageModel
{
    /// <summary>Rows shown of each kind; the rest is counted.</summary>
    public const int Shown = 100;

    public ImportPreview Preview { get; private set; } = null!;

    /// <summary>The configuration the preview was compared with.</summary>
    [BindProperty]
    public long Version { get; set; }

    public bool ChangesNothing =>
        Preview.Added.IsEmpty && Preview.Changed.IsEmpty && Preview.Removed.IsEmpty;

    public async Task<IActionResult> OnGet(string token)
    {
        if (!await Load(token))
            return Gone();
        return Page();
    }

    public async Task<IActionResult> OnPost(string token)
    {
        var seen = Version;
        if (!await Load(token))
            return Gone();
        if (Preview.Result is not { } network)
            return Page();
        var answer = await configuration.Change(known =>
            known.Configure(network, seen, HttpContext.Actor())
        );
        if (answer.Refusal is { } refusal)
        {
            ModelState.Clear();
            ModelState.AddModelError("", refusal.Sentence);
            return Page();
        }
        pending.Forget(token);
        this.Succeeded(
            $"The {Preview.Kind.ToString().ToLowerInvariant()} are imported: {Preview.Added.Length} added, {Preview.Changed.Length} changed, {Preview.Removed.Length} removed. They count from the next allocation."
        );
        return RedirectToPage("Index");
    }

    private async Task<bool> Load(string token)
    {
        if (pending.Find(token) is not { } file)
            return false;
        var current = await grains.Network.Get();
        using var bytes = new MemoryStream(file.File);
        Preview = CsvImport.Read(file.Kind, bytes, current.Network);
        Version = current.Version;
        return true;
    }

    private RedirectToPageResult Gone()
    {
        this.Succeeded("That file is no longer here. Choose it again.");
        return RedirectToPage("Index");
    }
}
