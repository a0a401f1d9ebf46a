using System.ComponentModel.DataAnnotations;
using Hubs.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Gallery;

/// <summary>Every shared tag once, for those who write pages; docs/screens.md explains them.</summary>
public sealed class GalleryModel : PageModel
{
    public static Choice[] Needs { get; } =
    [
        new("step-free", "Step-free access"),
        new("quiet", "Quiet room", "Away from the waiting area"),
        new("interpreter", "Interpreter"),
    ];

    [BindProperty, Required(ErrorMessage = "Enter a name")]
    public string? Name { get; set; }

    [BindProperty]
    public string? Hub { get; set; }

    [BindProperty, Required(ErrorMessage = "Choose a time of day")]
    public string? When { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty, Display(Name = "the start date")]
    public DateEntry Start { get; set; } = new();

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        this.Succeeded($"The form is complete. It starts on {Start.Date:d MMMM yyyy}.");
        return RedirectToPage();
    }
}
