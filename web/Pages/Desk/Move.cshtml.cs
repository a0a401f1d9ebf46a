using System.ComponentModel.DataAnnotations;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>Another time for the same service: here first, then at the other hubs.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class MoveModel(DeskWork desk) : HubPage(desk)
{
    private const int Shown = 20;

    [BindProperty, Required(ErrorMessage = "Choose the new time")]
    public string? Slot { get; set; }

    public AppointmentRow Row { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id) =>
        !await Read(id) ? NotFound()
        : Row.CanBeMoved ? Page()
        : Redirect(Row.Path);

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Read(id))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        if (!SlotChoice.TryParse(Slot, out var to))
            return BadRequest();
        var from = new DiaryKey(Hub.Id, Row.Date);
        var receipt = await Do(info =>
            Desk.Grains.Move(from, Row.Appointment.Id, to.Day, to.Session, to.Start, info)
        );
        if (receipt is null)
            return Page();
        this.Succeeded(
            $"Moved to {DayWords.Of(receipt.Date)} at {DayWords.Of(receipt.Window.Start)}. The reference is now {receipt.Reference}."
        );
        return Redirect($"/desk/{receipt.Hub}/appointments/{receipt.Id}");
    }

    private async Task<bool> Read(string id)
    {
        if (!DiaryKey.TryOfIssued(id, out var key) || key.Hub != Hub.Id)
            return false;
        var diary = await Desk.Grains.Diary(key).Get();
        if (!diary.Appointments.TryGetValue(new AppointmentId(id), out var appointment))
            return false;
        Row = await AppointmentRow.Of(diary, appointment, Desk);
        var hubs = (await Desk.Network()).Hubs.ToDictionary(hub => hub.Id, hub => hub.Name);
        var here = Find(Hub.Id, appointment.Service);
        var elsewhere = Find(null, appointment.Service).Where(slot => slot.Hub != Hub.Id);
        Choices =
        [
            .. here.Concat(elsewhere)
                .Take(2 * Shown)
                .Select(slot => new Choice(
                    SlotChoice.Of(slot).ToString(),
                    $"{DayWords.Of(slot.Date)} at {DayWords.Of(slot.Start)}",
                    $"{slot.RoomName}, {hubs[slot.Hub]}"
                )),
        ];
        return true;
    }

    private List<FreeSlot> Find(HubId? hub, ServiceId service) =>
        Desk.Slots.Search(
            new SlotQuery
            {
                Service = service,
                Hub = hub,
                From = Today,
                Limit = Shown,
            },
            Desk.Calendar.Now
        );
}
