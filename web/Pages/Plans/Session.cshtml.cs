using System.Collections.Immutable;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Plans;

/// <summary>One session of a plan: why it is where it is, why it is not elsewhere, and what would have to give way.</summary>
[ForRoles(Role.Coordinator)]
public sealed class SessionModel(IGrainFactory grains) : PlanPage(grains)
{
    private SessionId id;

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

    /// <summary>The sessions accepted to give way, by comma.</summary>
    [BindProperty]
    public string? Others { get; set; }

    public bool IsPinned =>
        Shown?.Sessions.Any(session => session.Id == id && session.IsPinned) is true;

    public MoveWords? Answer => Verdict is { } verdict ? MoveWords.Of(verdict, Shown!) : null;

    public async Task<IActionResult> OnGet(string week, string session) =>
        IdText.TryParse(session, out id) && await Load(week) ? await Show() : NotFound();

    public async Task<IActionResult> OnPostPin(string week, string session, bool pinned) =>
        IdText.TryParse(session, out id)
            ? await Change(
                week,
                pinned ? "pin" : "unpin",
                (plan, info, _) => plan.Pin(info, [id], pinned),
                () =>
                    pinned
                        ? "The session is pinned. The next run leaves it where it is."
                        : "The session is not pinned any more."
            )
            : NotFound();

    public async Task<IActionResult> OnPostMove(string week, string session)
    {
        if (!IdText.TryParse(session, out id) || !IsoWeek.TryParse(week, out var iso))
            return NotFound();
        Week = iso;
        if (Place() is not { } place)
            return await Load(week) ? await Show() : NotFound();
        return await Change(
            week,
            "move",
            (plan, info, version) =>
                plan.Move(new MoveSession(info, version, id, place) { Others = Ids(Others) }),
            () => "The session is moved and pinned. You can undo this on the page of the week.",
            () =>
                $"/plans/{Week}/{Network.Hubs.First(h => h.FindRoom(place.Room) is not null).Id}/{DayWords.Iso(place.Date)}#session-{id}"
        );
    }

    protected override async Task<IActionResult> Show()
    {
        if (
            !IdText.TryParse($"{RouteData.Values["session"]}", out id)
            || await Grains.Plan(Week).Why(id) is not { } reasons
        )
            return NotFound();
        LookAgain();
        Reasons = reasons;
        var (network, iso) = (Network, Week);
        Rooms =
        [
            .. network.Hubs.SelectMany(hub =>
                hub.Rooms.Select(room => new Choice(room.Id.Value, $"{room.Name}, {hub.Name}"))
            ),
        ];
        Days = [.. DayWords.Choices(iso)];
        if (reasons.Place is null && reasons.Free.IsEmpty)
            Relaxations = await Grains.Plan(iso).Relaxations(id);
        if (Start is null && reasons.Place is { } place)
            (Room, Day, Start) = (
                place.Room.Value,
                DayWords.Iso(place.Date),
                DayWords.Of(place.Start)
            );
        else if (Start is not null)
            await Ask();
        return Page();
    }

    public string DayOf(SessionPlace place) =>
        Network.Hubs.FirstOrDefault(h => h.FindRoom(place.Room) is not null) is { } hub
            ? $"/plans/{Week}/{hub.Id}/{DayWords.Iso(place.Date)}#session-{Reasons.Session}"
            : $"/plans/{Week}";

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

    private async Task Ask()
    {
        if (ModelState.IsValid && Place() is { } place && Shown is not null)
        {
            Verdict = await Grains.Plan(Week).TryMove(id, place);
            if (Verdict is null)
                ModelState.AddModelError(nameof(Room), "Choose a room");
        }
    }

    /// <summary>What the form names; null with the faults beside its fields.</summary>
    private SessionPlace? Place()
    {
        if (!IdText.TryParse<RoomId>(Room ?? "", out var room))
            ModelState.AddModelError(nameof(Room), "Choose a room");
        if (!DayWords.TryIso(Day, out var date) || IsoWeek.Of(date) != Week)
            ModelState.AddModelError(nameof(Day), "Choose a day of this week");
        if (!DayWords.TryTime(Start, out var start))
            ModelState.AddModelError(nameof(Start), "Enter a time of day, such as 09:30");
        return ModelState.IsValid ? new SessionPlace(room, date, start) : null;
    }
}
