using Hubs.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Problems;

/// <summary>Where the type of a problem of the API leads: what it means and what to do.</summary>
public sealed class ProblemModel : PageModel
{
    public ProblemKind Kind { get; private set; } = ProblemKinds.All[0];

    public IActionResult OnGet(string code)
    {
        if (!code.All(c => char.IsAsciiLetterLower(c) || c is '-') || code.Length > 60)
            return NotFound();
        Kind = ProblemKinds.Of(code);
        return Page();
    }
}
