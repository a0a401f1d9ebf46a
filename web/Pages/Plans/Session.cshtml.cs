using System.Collections.Immutable;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>One session of a plan: why it is where it is, why it is not elsewhere, and what would have to give way.</summary>
[ForRoles(Role.Coordinator)]
public sealed class SessionModel(IGrainFactory grains) : PageModel
{
    private Network network = new();

    public IsoWeek Week { get; private set; }

    public SessionReasons Reasons { get; private set; } = null!;

    public ImmutableArray<Relaxation> Relaxations { get; private set; } = [];

    public PlaceVerdict? Verdict { get; private set; }

    public ImmutableArray<Choice> Rooms { get; private set; } = [];

    public ImmutableArray<Choice> Days { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Room { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    public async Task<IActionResult> OnGet(string week, string session)
    {
        if (
            !IsoWeek.TryParse(week, out var iso)
            || !IdText.TryParse<SessionId>(session, out var id)
            || await grains.Plan(iso).Why(id) is not { } reasons
        )
            return NotFound();
        (Week, Reasons) = (iso, reasons);
        network = (await grains.Network.Get()).Network;
        Rooms =
        [
            .. network.Hubs.SelectMany(hub =>
                hub.Rooms.Select(room => new Choice(room.Id.Value, $"{room.Name}, {hub.Name}"))
            ),
        ];
        Days =
        [
            .. iso.Days.Select(day => new Choice(
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                day.ToString("dddd d MMMM", CultureInfo.InvariantCulture)
            )),
        ];
        if (reasons.Place is null && reasons.Free.IsEmpty)
            Relaxations = await grains.Plan(iso).Relaxations(id);
        if (Start is null && reasons.Place is { } place)
            (Room, Day, Start) = (
                place.Room.Value,
                place.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                place.Start.ToString("HH:mm", CultureInfo.InvariantCulture)
            );
        else if (Start is not null)
            await Ask(id);
        return Page();
    }

    public string Words(SessionPlace place)
    {
        var hub = network.Hubs.FirstOrDefault(h => h.FindRoom(place.Room) is not null);
        var people = place.Clinicians.Select(id =>
            network.Clinicians.FirstOrDefault(c => c.Id == id)?.Name ?? id.Value
        );
        return string.Join(
            ", ",
            new[]
            {
                hub?.FindRoom(place.Room)?.Name ?? place.Room.Value,
                hub?.Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place.Date:dddd d MMMM} {place.Start:HH\\:mm}"
                ),
            }
                .OfType<string>()
                .Concat(people)
        );
    }

    public string PathOf(SessionPlace place) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/plans/{Week}/sessions/{Reasons.Session}?Room={place.Room}&Day={place.Date:yyyy-MM-dd}&Start={place.Start:HH\\:mm}#there"
        );

    public static string Points(double points) =>
        points.ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture);

    public static string Change(double points) =>
        points == 0 ? "The plan scores the same"
        : points > 0 ? $"The plan is {points:0.##} {(points == 1 ? "point" : "points")} worse"
        : $"The plan is {-points:0.##} {(points == -1 ? "point" : "points")} better";

    private async Task Ask(SessionId id)
    {
        if (!IdText.TryParse<RoomId>(Room ?? "", out var room) || Rooms.All(r => r.Value != Room))
            ModelState.AddModelError(nameof(Room), "Choose a room");
        if (
            !DateOnly.TryParseExact(
                Day,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            || IsoWeek.Of(date) != Week
        )
            ModelState.AddModelError(nameof(Day), "Choose a day of this week");
        if (
            !TimeOnly.TryParseExact(
                Start,
                ["HH:mm", "H:mm"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var start
            )
        )
            ModelState.AddModelError(nameof(Start), "Enter a time of day, such as 09:30");
        if (ModelState.IsValid)
            Verdict = await grains.Plan(Week).WhyNot(id, new SessionPlace(room, date, start));
    }
}
