using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Configuration;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Import;

/// <summary>Choose a spreadsheet; what it would change is shown on the next page, and nothing is changed before that is confirmed.</summary>
[ForRoles(Role.Coordinator)]
public sealed class IndexModel(IGrainFactory grains, PendingImports pending) : PageModel
{
    public const int MostMegabytes = 5;

    public static readonly ImmutableArray<Choice> Kinds =
    [
        new(nameof(CsvKind.Rooms), "Rooms"),
        new(nameof(CsvKind.Clinics), "Clinics"),
        new(nameof(CsvKind.Clinicians), "Clinicians"),
    ];

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (!Enum.TryParse<CsvKind>(Kind, out var kind) || !Enum.IsDefined(kind))
            ModelState.AddModelError(nameof(Kind), "Choose what the spreadsheet holds");
        if (Upload is not { Length: > 0 })
            ModelState.AddModelError(nameof(Upload), "Choose a CSV file that is not empty");
        else if (Upload.Length > MostMegabytes * 1024 * 1024)
            ModelState.AddModelError(
                nameof(Upload),
                $"The file must be smaller than {MostMegabytes} MB"
            );
        if (!ModelState.IsValid)
            return Page();
        using var bytes = new MemoryStream();
        await Upload!.CopyToAsync(bytes, HttpContext.RequestAborted);
        return Redirect($"/import/{pending.Keep(kind, bytes.ToArray())}");
    }

    public async Task<IActionResult> OnGetExport(string kind) =>
        Enum.TryParse<CsvKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? File(
                CsvExport.Write(known, (await grains.Network.Get()).Network),
                "text/csv",
                $"{known.ToString().ToLowerInvariant()}.csv"
            )
            : NotFound();
}
