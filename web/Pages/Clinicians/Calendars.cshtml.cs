using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Silo.Calendars;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>The calendars a clinician keeps elsewhere, what they make unavailable, and which sessions clash with them.</summary>
[ForRoles(Role.Clinician, Role.Coordinator)]
[RequestSizeLimit(MostUpload)]
public sealed class CalendarsModel(DeskWork desk, CalendarsIn calendars) : ClinicianPage(desk)
{
    private const int DaysShown = 14;
    private const int LongestName = 60;

    /// <summary>The file, and the form round it.</summary>
    private const int MostUpload = CalendarReader.MostBytes + 64 * 1024;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public OutsideCalendars Known { get; private set; } = new([], []);

    public ImmutableArray<CalendarClash> Clashes { get; private set; } = [];

    public ImmutableArray<IGrouping<DateOnly, BusyTime>> Busy { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostAddress()
    {
        CheckName();
        if (string.IsNullOrWhiteSpace(Address))
            ModelState.AddModelError(nameof(Address), "Enter the address of the calendar");
        return await Added(info =>
            calendars.AddAddress(
                Clinician.Id,
                info,
                Name!.Trim(),
                Address,
                HttpContext.RequestAborted
            )
        );
    }

    public async Task<IActionResult> OnPostFile()
    {
        CheckName();
        if (Upload is not { Length: > 0 })
            ModelState.AddModelError(nameof(Upload), "Choose a calendar file that is not empty");
        return await Added(async info =>
        {
            await using var file = Upload!.OpenReadStream();
            return await calendars.AddFile(
                Clinician.Id,
                info,
                Name!.Trim(),
                file,
                HttpContext.RequestAborted
            );
        });
    }

    public async Task<IActionResult> OnPostRead()
    {
        await calendars.ReadAgain(Clinician.Id, HttpContext.RequestAborted);
        this.Succeeded("The calendars have been read again.");
        return Redirect(PathOf("/calendars"));
    }

    public async Task<IActionResult> OnPostRemove(string calendar)
    {
        if (!CalendarId.TryParse(calendar, out var id))
            return BadRequest();
        if (await Do(info => calendars.Remove(Clinician.Id, info, id)) is not { } removed)
            return await Shown();
        this.Succeeded($"{removed.Calendar.Name} is removed. Its busy times no longer count.");
        return Redirect(PathOf("/calendars"));
    }

    private void CheckName()
    {
        if (string.IsNullOrWhiteSpace(Name))
            ModelState.AddModelError(nameof(Name), "Enter a name for the calendar");
        else if (Name.Trim().Length > LongestName)
            ModelState.AddModelError(
                nameof(Name),
                $"The name must be {LongestName} characters or fewer"
            );
    }

    private async Task<IActionResult> Added(Func<CommandInfo, Task<Answer<CalendarReceipt>>> add)
    {
        if (!ModelState.IsValid || await Do(add) is not { } added)
            return await Shown();
        this.Succeeded(
            added.Clashes.Length switch
            {
                0 => $"{added.Calendar.Name} is added. No session clashes with it.",
                1 =>
                    $"{added.Calendar.Name} is added. 1 session clashes with busy times: see below.",
                var many =>
                    $"{added.Calendar.Name} is added. {many} sessions clash with busy times: see below.",
            }
        );
        return Redirect(PathOf("/calendars"));
    }

    private async Task<IActionResult> Shown()
    {
        await Load();
        return Page();
    }

    private async Task Load()
    {
        Known = await Desk.Grains.OutsideCalendars(Clinician.Id).List();
        var days = await Desk.Grains.Clinician(Clinician.Id).Get(Today, CalendarsIn.DaysAhead);
        Clashes = [.. CalendarsIn.Clashes(Clinician, days)];
        Busy =
        [
            .. days
                .Busy.Where(busy => busy.Date < Today.AddDays(DaysShown))
                .GroupBy(busy => busy.Date),
        ];
    }
}
