using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>First step: a service, and a free slot, which is then held.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class BookModel(DeskWork desk) : HubPage(desk)
{
    private const int Shown = 30;
    private Network network = new();

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    /// <summary>A hub's id; empty means any.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    public IReadOnlyList<FreeSlot>? Slots { get; private set; }

    public IEnumerable<Choice> Services =>
        network
            .Services.OrderBy(service => service.Name, StringComparer.Ordinal)
            .Select(service => new Choice(service.Id.Value, service.Name))
            .Prepend(Choice.None("Choose a service"));

    public IEnumerable<Choice> Dates => DayWords.Choices(Today, BookingWindow.Days);

    public IEnumerable<Choice> Places =>
        network
            .Hubs.Select(hub => new Choice(hub.Id.Value, hub.Name))
            .Append(new Choice("any", "Any hub"));

    public string NameOf(HubId hub) => network.Hubs.First(h => h.Id == hub).Name;

    public async Task OnGet()
    {
        At ??= Hub.Id.Value;
        From ??= Today;
        await Search();
    }

    public async Task<IActionResult> OnPostHold(string slot)
    {
        if (!SlotChoice.TryParse(slot, out var choice))
            return BadRequest();
        var receipt = await Do(info =>
            Desk.Grains.Diary(choice.Day).Hold(new HoldSlots(info, choice.Session, choice.Start))
        );
        if (receipt is not null)
            return Redirect($"/desk/{choice.Day.Hub}/book/{receipt.Id}");
        await Search();
        return Page();
    }

    private async Task Search()
    {
        network = await Desk.Network();
        if (Service is null && Request.Query.ContainsKey(nameof(Service)))
            ModelState.AddModelError(nameof(Service), "Choose a service");
        if (!ServiceId.TryParse(Service, out var service))
            return;
        Slots = Desk.Slots.Search(
            new SlotQuery
            {
                Service = service,
                Hub = HubId.TryParse(At, out var hub) && At != "any" ? hub : null,
                From = From ?? Today,
                Limit = Shown,
            },
            Desk.Calendar.Now
        );
    }
}
