using System.ComponentModel.DataAnnotations;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>Days away, and what they mean for sessions already placed.</summary>
[ForRoles(Role.Clinician, Role.Coordinator)]
public sealed class LeaveModel(DeskWork desk) : ClinicianPage(desk)
{
    [BindProperty, Display(Name = "the first day away")]
    public DateEntry First { get; set; } = new();

    [BindProperty, Display(Name = "the last day away")]
    public DateEntry Last { get; set; } = new();

    [BindProperty, StringLength(200, ErrorMessage = "The reason must be 200 characters or fewer")]
    public string? Reason { get; set; }

    public void OnGet() =>
        (First, Last) = (DateEntry.Of(Today.AddDays(1)), DateEntry.Of(Today.AddDays(1)));

    public async Task<IActionResult> OnPost()
    {
        if (First.Date is { } from && Last.Date is { } to)
        {
            if (to < from)
                ModelState.AddModelError(
                    "Last.Day",
                    "The last day away must be the first day or later"
                );
            else if (to.DayNumber - from.DayNumber > 366)
                ModelState.AddModelError(
                    "Last.Day",
                    "The last day away must be within a year of the first"
                );
        }
        if (!ModelState.IsValid)
            return Page();
        var leave = new Leave(First.Date!.Value, Last.Date!.Value, null, Reason?.Trim() ?? "");
        var receipt = await Do(info =>
            Desk.Grains.Clinician(Clinician.Id).TakeLeave(new TakeLeave(info, leave))
        );
        if (receipt is null)
            return Page();
        this.Succeeded(
            receipt.Affected.IsEmpty
                ? "Leave is taken. No session stands in that time."
                : $"Leave is taken. {DayWords.Count(receipt.Affected.Length, "session")} in that time must be moved or cancelled: see the weeks below."
        );
        return Redirect(PathOf($"?week={IsoWeek.Of(leave.From)}"));
    }
}
