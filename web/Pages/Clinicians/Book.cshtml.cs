using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Clinicians;

/// <summary>Service, length, when: the offers that have clinician, room and equipment together. One press claims, places and confirms all three.</summary>
[ForRoles(Role.Clinician, Role.Coordinator)]
public sealed class BookModel(DeskWork desk, SessionByHand sessions) : ClinicianPage(desk)
{
    private const int DaysAround = 7;

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    /// <summary>A hub's id, or "any".</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Date { get; set; }

    [BindProperty(SupportsGet = true)]
    public TimeOnly? Earliest { get; set; }

    [BindProperty(SupportsGet = true)]
    public TimeOnly? Latest { get; set; }

    [
        BindProperty(SupportsGet = true),
        Range(5, 720, ErrorMessage = "The length must be 5 to 720 minutes")
    ]
    public int? Minutes { get; set; }

    public SessionOfferList? Offers { get; private set; }

    public ImmutableArray<SessionOffer> Shown =>
        Offers is null ? []
        : Offers.Offers.IsEmpty ? Offers.Nearest
        : Offers.Offers;

    public IEnumerable<Choice> Services =>
        Network
            .Services.Where(service => Clinician.Competences.Contains(service.Id))
            .OrderBy(service => service.Name, StringComparer.Ordinal)
            .Select(service => new Choice(service.Id.Value, service.Name));

    public IEnumerable<Choice> Places =>
        Clinician
            .Hubs.Select(hub => new Choice(hub.Value, NameOf(hub)))
            .Append(new Choice("any", "Any of my hubs"));

    public IEnumerable<Choice> Dates => DayWords.Choices(Today, BookingWindow.Days);

    public string KitOf(SessionOffer offer) =>
        offer.Session.Equipment.IsEmpty
            ? "None"
            : string.Join(
                ", ",
                offer.Session.Equipment.Select(need =>
                    $"{need.Count} {offer.Day.Equipment.FirstOrDefault(e => e.Equipment == need.Equipment)?.Name ?? need.Equipment.Value}"
                )
            );

    public string TextOf(SessionOffer offer) =>
        $"{offer.Session.Hub}|{DayWords.Iso(offer.Session.Date)}|{DayWords.Of(offer.Session.Window.Start)}|{offer.Session.Room}";

    public async Task OnGet()
    {
        if (ModelState.IsValid && Service is not null)
            await Search();
        At ??= Clinician.HomeHub.Value;
        Date ??= Today.AddDays(1);
        Earliest ??= new TimeOnly(9, 0);
        Latest ??= new TimeOnly(17, 0);
    }

    public async Task<IActionResult> OnPost(string offer)
    {
        if (
            offer?.Split('|') is not [var hub, var date, var start, var room]
            || !DateOnly.TryParseExact(
                date,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            || !SlotStart.TryParse(start, out var at)
            || Minutes is not { } minutes
            || !ModelState.IsValid
        )
            return BadRequest();
        var body = new PlaceSessionBody
        {
            Hub = new HubId(hub),
            Date = day,
            Service = new ServiceId(Service ?? ""),
            Start = at,
            Length = TimeSpan.FromMinutes(minutes),
            Clinicians = [Clinician.Id],
            Room = new RoomId(room),
        };
        var receipt = await Do(async info =>
            await sessions.Prepare(info, body, Network) switch
            {
                ({ } command, _) => await Desk.Grains.Diary(body.Hub, day).PlaceSession(command),
                var (_, refusal) => refusal!,
            }
        );
        if (receipt is null)
        {
            (At, Date) = (hub, day);
            await Search();
            return Page();
        }
        var placed = receipt.Session;
        this.Succeeded(
            $"Booked: {placed.ServiceName}, {DayWords.Of(placed.Date)} {DayWords.Of(placed.Window)}, {NameOf(placed.Hub)}."
        );
        return Redirect(PathOf($"?week={IsoWeek.Of(placed.Date)}"));
    }

    private async Task Search()
    {
        if (Network.Services.FirstOrDefault(s => s.Id.Value == Service) is not { } service)
            return;
        if (Minutes is null)
        {
            // So that the form shows the length that was looked for, not the empty field that was sent.
            ModelState.Remove(nameof(Minutes));
            Minutes = (int)service.SessionLength.TotalMinutes;
        }
        var on = Date ?? Today.AddDays(1);
        var (first, last) = (Earliest ?? new TimeOnly(9, 0), Latest ?? new TimeOnly(17, 0));
        if (last <= first)
        {
            ModelState.AddModelError(nameof(Latest), "The end must be after the start");
            return;
        }
        var from = on.AddDays(-DaysAround) < Today ? Today : on.AddDays(-DaysAround);
        var hubs = Network.Hubs.Where(hub =>
            Clinician.Hubs.Contains(hub.Id) && (At is null or "any" || hub.Id.Value == At)
        );
        var keys = Enumerable
            .Range(0, on.AddDays(DaysAround).DayNumber - from.DayNumber + 1)
            .SelectMany(day => hubs.Select(hub => HubDay.Of(hub, from.AddDays(day))));
        var diaries = await Task.WhenAll(
            keys.Select(async day => new HubDiary(
                day,
                await Desk.Grains.Diary(day.Hub, day.Date).Get()
            ))
        );
        var known = await Desk.Grains.Clinician(Clinician.Id).Get(from, 2 * DaysAround + 1);
        Offers = SessionOffers.For(
            new SessionWish
            {
                Id = new SessionId("offered"),
                Service = service,
                Date = on,
                Within = new TimeWindow(first, last),
                Length = TimeSpan.FromMinutes(Minutes.Value),
                Clinicians = [Clinician.Id],
                Organisation = Clinician.Organisation,
                Hub = HubId.TryParse(At, out var wished) && At != "any" ? wished : null,
            },
            [.. diaries],
            ImmutableDictionary<ClinicianId, ClinicianDays>.Empty.Add(Clinician.Id, known),
            Network,
            Desk.Calendar.Now
        );
    }
}
