using System.ComponentModel.DataAnnotations;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>"Where do I send this person now?": the soonest places here and at the other hubs, and ticket and place in one press.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class WalkInModel(DeskWork desk) : HubPage(desk)
{
    private const string Wait = "wait";
    private const int ShownHere = 5;
    private const int ShownElsewhere = 3;
    private Network network = new();

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    /// <summary>Set when the person already has a ticket and waits.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ticket { get; set; }

    [BindProperty, StringLength(100, ErrorMessage = "The name must be 100 characters or fewer")]
    public string? Name { get; set; }

    public Service? Asked { get; private set; }

    public IReadOnlyList<Choice> Services { get; private set; } = [];

    public IReadOnlyList<FreeSlot> Here { get; private set; } = [];

    public IReadOnlyList<FreeSlot> Elsewhere { get; private set; } = [];

    public IReadOnlyList<WalkIn> Waiting { get; private set; } = [];

    public string NameOf(HubId hub) => network.Hubs.First(h => h.Id == hub).Name;

    public string NameOf(ServiceId service) =>
        network.Services.FirstOrDefault(s => s.Id == service)?.Name ?? service.Value;

    public TimeSpan? TravelTo(HubId hub) =>
        network
            .Travel.FirstOrDefault(t =>
                (t.From == Hub.Id && t.To == hub) || (t.To == Hub.Id && t.From == hub)
            )
            ?.Time;

    public Task OnGet()
    {
        if (Service is null && Request.Query.ContainsKey(nameof(Service)))
            ModelState.AddModelError(nameof(Service), "Choose a service");
        return Read();
    }

    public async Task<IActionResult> OnPost(string slot)
    {
        await Read();
        if (Asked is null || !CommandId.TryParse(Key, out _))
            return BadRequest();
        if (!ModelState.IsValid)
            return Page();
        var sentence =
            slot == Wait ? await GiveTicket(Asked)
            : !SlotChoice.TryParse(slot, out var choice) ? null
            : choice.Day == new DiaryKey(Hub.Id, Today) ? await PlaceHere(Asked, choice)
            : await SendOn(Asked, choice);
        if (sentence is null)
        {
            await Read();
            return Page();
        }
        this.Succeeded(sentence);
        return Redirect(PathOf("/walk-in"));
    }

    public async Task<IActionResult> OnPostLeft(TicketId ticket)
    {
        ModelState.Clear();
        var receipt = await Do(info => Diary.CloseWalkIn(new CloseWalkIn(info, ticket)));
        if (receipt is not null)
        {
            this.Succeeded($"{receipt.Number} is no longer waiting.");
            return Redirect(PathOf("/walk-in"));
        }
        await Read();
        return Page();
    }

    private IDiaryGrain Diary => Desk.Grains.Diary(Hub.Id, Today);

    private async Task<string?> GiveTicket(Service service)
    {
        var receipt = await Do(info =>
            Diary.RegisterWalkIn(
                new RegisterWalkIn(info, service.Id, null, null, null, ServiceName: service.Name)
            )
        );
        return receipt is null
            ? null
            : $"Ticket {receipt.Number}: please wait, reception calls you.";
    }

    private async Task<string?> PlaceHere(Service service, SlotChoice choice)
    {
        var details = string.IsNullOrWhiteSpace(Name)
            ? null
            : await Desk.Residents.Seal(new ResidentDetails(Name.Trim(), ""));
        var receipt = await Do(info =>
            TicketId.TryParse(Ticket, out var ticket)
                ? Diary.PlaceWalkIn(
                    new PlaceWalkIn(info, ticket, choice.Session, choice.Start, details)
                )
                : Diary.RegisterWalkIn(
                    new RegisterWalkIn(info, service.Id, choice.Session, choice.Start, details)
                )
        );
        return receipt?.Appointment is not { } booked
            ? null
            : $"Ticket {receipt.Number}: {DayWords.Of(booked.Window.Start)} in {Hub.FindRoom(booked.Room)?.Name ?? booked.Room.Value}. Reference {booked.Reference}.";
    }

    private async Task<string?> SendOn(Service service, SlotChoice choice)
    {
        var name = string.IsNullOrWhiteSpace(Name) ? $"Walk-in sent by {Hub.Name}" : Name.Trim();
        var details = await Desk.Residents.Seal(new ResidentDetails(name, ""));
        var receipt = await Do(info =>
            Diary.SendWalkIn(
                new SendWalkIn(
                    info,
                    service.Id,
                    TicketId.TryParse(Ticket, out var ticket) ? ticket : null,
                    choice.Day,
                    choice.Session,
                    choice.Start,
                    details
                )
            )
        );
        return receipt?.Appointment is not { } there
            ? null
            : $"Ticket {receipt.Number}: sent to {NameOf(there.Hub)}, {DayWords.Of(there.Date)} at {DayWords.Of(there.Window.Start)}. Reference {there.Reference}.";
    }

    private async Task Read()
    {
        network = await Desk.Network();
        var diary = await Diary.Get();
        Waiting =
        [
            .. diary
                .WalkIns.Values.Where(w => w.Status is WalkInStatus.Waiting)
                .OrderBy(w => w.ArrivedAt),
        ];
        var today = network.Services.ToLookup(service =>
            Find(service.Id, Hub.Id, days: 1, limit: 1).Count > 0
        );
        Services =
        [
            Choice.None("Choose a service"),
            .. today[true]
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => new Choice(s.Id.Value, s.Name)),
            .. today[false]
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => new Choice(s.Id.Value, $"{s.Name} (nothing free here today)")),
        ];
        Asked = network.Services.FirstOrDefault(service => service.Id.Value == Service);
        if (Asked is null)
            return;
        Here = Find(Asked.Id, Hub.Id, days: 1, ShownHere);
        Elsewhere =
        [
            .. network
                .Hubs.Where(hub => hub.Id != Hub.Id)
                .SelectMany(hub => Find(Asked.Id, hub.Id, days: 7, limit: 1))
                .OrderBy(slot => slot.Date)
                .ThenBy(slot => slot.Start)
                .Take(ShownElsewhere),
        ];
    }

    private List<FreeSlot> Find(ServiceId service, HubId hub, int days, int limit) =>
        Desk.Slots.Search(
            new SlotQuery
            {
                Service = service,
                Hub = hub,
                From = Today,
                Days = days,
                Limit = limit,
                Grace = hub == Hub.Id ? Slots.WalkInGrace : TimeSpan.Zero,
            },
            Desk.Calendar.Now
        );
}
