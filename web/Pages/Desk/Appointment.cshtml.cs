using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>One appointment: who, when, where, what happened, and what can be done.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class AppointmentModel(DeskWork desk) : HubPage(desk)
{
    [BindProperty, StringLength(200, ErrorMessage = "The reason must be 200 characters or fewer")]
    public string? Reason { get; set; }

    public AppointmentRow Row { get; private set; } = null!;

    public ImmutableArray<DiaryHistoryLine> History { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id) => await Read(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostStatus(string id, AppointmentStatus to)
    {
        if (!await Read(id))
            return NotFound();
        var receipt = await Do(info =>
            Diary.ChangeStatus(new ChangeAppointmentStatus(info, Row.Appointment.Id, to))
        );
        return receipt is null
            ? Page()
            : Done(
                Row.Path,
                $"{receipt.Reference} is now {AppointmentSteps.InWords(receipt.Status)}."
            );
    }

    public async Task<IActionResult> OnPostCancel(string id)
    {
        if (!await Read(id))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var receipt = await Do(
            info => Diary.Cancel(new CancelAppointment(info, Row.Appointment.Id)),
            string.IsNullOrWhiteSpace(Reason) ? null : Reason
        );
        return receipt is null
            ? Page()
            : Done(
                PathOf($"/day/{DayWords.Iso(Row.Date)}"),
                $"{receipt.Reference} is cancelled. Its slot is free again."
            );
    }

    private IDiaryGrain Diary => Desk.Grains.Diary(Hub.Id, Row.Date);

    private RedirectResult Done(string path, string sentence)
    {
        this.Succeeded(sentence);
        return Redirect(path);
    }

    private async Task<bool> Read(string id)
    {
        if (!DiaryKey.TryOfIssued(id, out var key) || key.Hub != Hub.Id)
            return false;
        var grain = Desk.Grains.Diary(key);
        var diary = await grain.Get();
        if (!diary.Appointments.TryGetValue(new AppointmentId(id), out var appointment))
            return false;
        Row = await AppointmentRow.Of(diary, appointment, Desk);
        History = await grain.History(appointment.Id, limit: 50);
        return true;
    }
}
