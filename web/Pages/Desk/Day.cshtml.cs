using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>Everybody who is expected on one day, by time, with one press per step of a visit.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class DayModel(DeskWork desk) : HubPage(desk)
{
    public DateOnly Date { get; private set; }

    public ImmutableArray<AppointmentRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(DateOnly? date)
    {
        Date = date ?? Today;
        if (!ModelState.IsValid || !BookingWindow.MayRead(Date, Today))
            return NotFound();
        await Read();
        return Page();
    }

    public async Task<IActionResult> OnPostStatus(
        DateOnly? date,
        AppointmentId appointment,
        AppointmentStatus to
    )
    {
        Date = date ?? Today;
        var receipt = await Do(info =>
            Desk.Grains.Diary(Hub.Id, Date)
                .ChangeStatus(new ChangeAppointmentStatus(info, appointment, to))
        );
        if (receipt is not null)
        {
            this.Succeeded(
                $"{receipt.Reference} is now {AppointmentSteps.InWords(receipt.Status)}."
            );
            return Redirect(Request.Path);
        }
        await Read();
        return Page();
    }

    private async Task Read()
    {
        var diary = await Desk.Grains.Diary(Hub.Id, Date).Get();
        var shown = diary
            .Appointments.Values.Where(appointment =>
                appointment.Status is not AppointmentStatus.Cancelled
            )
            .OrderBy(appointment => appointment.Window.Start)
            .ThenBy(appointment => appointment.Reference, StringComparer.Ordinal);
        Rows = [.. await Task.WhenAll(shown.Select(each => AppointmentRow.Of(diary, each, Desk)))];
    }
}
