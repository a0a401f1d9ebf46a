using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>By the reference a person reads out.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
public sealed class FindModel(DeskWork desk, AppointmentFinder finder) : HubPage(desk)
{
    [BindProperty]
    public string? Reference { get; set; }

    public async Task<IActionResult> OnPost()
    {
        if (AppointmentFinder.CodeOf(Reference) is not { } code)
            ModelState.AddModelError(
                nameof(Reference),
                "Enter the eight letters and digits of the reference"
            );
        else if (await finder.Find(code) is var (diary, appointment))
            return Redirect($"/desk/{diary.Hub}/appointments/{appointment.Id}");
        else
            ModelState.AddModelError(
                nameof(Reference),
                "No appointment from yesterday on has this reference. Check each letter"
            );
        return Page();
    }
}
