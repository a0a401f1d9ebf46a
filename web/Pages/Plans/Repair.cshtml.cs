using System.Collections.Immutable;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>Say what happened, compare up to three ways to put the week right, take one as the draft.</summary>
[ForRoles(Role.Coordinator)]
public sealed class RepairModel(IGrainFactory grains) : PageModel
{
    public static readonly ImmutableArray<Choice> Kinds =
    [
        new(nameof(DisruptionKind.RoomClosed), "A room is closed"),
        new(nameof(DisruptionKind.HubClosed), "A whole hub is closed"),
        new(nameof(DisruptionKind.ClinicianAway), "A clinician is away"),
        new(nameof(DisruptionKind.EquipmentBroken), "Equipment is broken"),
        new(nameof(DisruptionKind.ExtraSession), "An extra session is needed"),
        new(nameof(DisruptionKind.DemandChanged), "A clinic needs more or fewer sessions"),
    ];

    private Network network = new();

    public IsoWeek Week { get; private set; }

    public DisruptionKind? Chosen =>
        Enum.TryParse<DisruptionKind>(Kind, out var kind) && Enum.IsDefined(kind) ? kind : null;

    public RepairOffer? Offer { get; private set; }

    /// <summary>What happened, in words.</summary>
    public string What { get; private set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Asked { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Room { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Hub { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Clinician { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Equipment { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Clinic { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Count { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? FromTime { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ToTime { get; set; }

    [BindProperty]
    public string Command { get; set; } = CommandKeys.Fresh().Value;

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public RepairGoal Goal { get; set; }

    public IEnumerable<Choice> Hubs =>
        network.Hubs.Select(hub => new Choice(hub.Id.Value, hub.Name));

    /// <summary>The value names hub and room.</summary>
    public IEnumerable<Choice> Rooms =>
        network.Hubs.SelectMany(hub =>
            hub.Rooms.Select(room => new Choice($"{hub.Id} {room.Id}", $"{room.Name}, {hub.Name}"))
        );

    public IEnumerable<Choice> Kit =>
        network.Hubs.SelectMany(hub =>
            hub.Equipment.Select(item => new Choice(
                $"{hub.Id} {item.Equipment}",
                $"{item.Name}, {hub.Name}"
            ))
        );

    public IEnumerable<Choice> Clinicians =>
        network
            .Clinicians.OrderBy(person => person.Name, StringComparer.Ordinal)
            .Select(person => new Choice(person.Id.Value, $"{person.Name}, {person.Role}"));

    public IEnumerable<Choice> Clinics =>
        network
            .Clinics.OrderBy(clinic => clinic.Name, StringComparer.Ordinal)
            .Select(clinic => new Choice(clinic.Id.Value, clinic.Name));

    public IEnumerable<Choice> Days =>
        [
            new(
                "",
                Chosen is DisruptionKind.ExtraSession ? "Any day of this week" : "The whole week"
            ),
            .. DaysOfWeek,
        ];

    public IEnumerable<Choice> LastDays => [new("", "The same day"), .. DaysOfWeek];

    private IEnumerable<Choice> DaysOfWeek =>
        Week.Days.Select(day => new Choice(
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            day.ToString("dddd d MMMM", CultureInfo.InvariantCulture)
        ));

    public static string Words(ImmutableArray<RepairGoal> goals)
    {
        var words = string.Join(
            " and ",
            goals.Select(goal =>
                goal switch
                {
                    RepairGoal.FewestAppointments => "fewest appointments affected",
                    RepairGoal.FewestSessions => "fewest sessions changed",
                    _ => "best quality",
                }
            )
        );
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    public async Task<IActionResult> OnGet(string week)
    {
        if (!await Load(week))
            return NotFound();
        if (Asked is not null && Chosen is not null && Read() is { } disruption)
            await Look(disruption);
        return Page();
    }

    public async Task<IActionResult> OnPost(string week)
    {
        if (!await Load(week) || !CommandId.TryParse(Command, out var id))
            return NotFound();
        if (Chosen is null || Read() is not { } disruption)
            return Page();
        var info = new CommandInfo(id, $"repair {Week} {Version} {Goal}", HttpContext.Actor());
        var answer = await Confirmed.Once(() =>
            grains.Plan(Week).TakeRepair(new TakeRepair(info, disruption, Goal, Version))
        );
        if (answer.Refusal is not { } refusal)
            return Redirect($"/plans/{Week}/publish");
        ModelState.Clear();
        ModelState.AddModelError("", refusal.Sentence);
        await Look(disruption);
        return Page();
    }

    private async Task<bool> Load(string week)
    {
        if (!IsoWeek.TryParse(week, out var iso))
            return false;
        Week = iso;
        network = (await grains.Network.Get()).Network;
        return true;
    }

    private async Task Look(Disruption disruption)
    {
        Offer = await grains.Plan(Week).Repair(disruption);
        What = disruption.Reason;
        if (Offer is null)
            ModelState.AddModelError("", PlanRefusals.NotPublished(Week).Sentence);
    }

    /// <summary>The disruption as chosen; null, and each field's error, when something is missing.</summary>
    private Disruption? Read()
    {
        var (hub, part) = Pair(Chosen is DisruptionKind.EquipmentBroken ? Equipment : Room);
        var window = Window();
        var disruption = new Disruption
        {
            Kind = Chosen!.Value,
            Hub = Id<HubId>(Chosen is DisruptionKind.HubClosed ? Hub : hub),
            Room = Chosen is DisruptionKind.RoomClosed ? Id<RoomId>(part) : null,
            Equipment = Chosen is DisruptionKind.EquipmentBroken ? Id<EquipmentId>(part) : null,
            Clinician = Id<ClinicianId>(Clinician),
            Clinic = Id<ClinicId>(Clinic),
            From = Date(From),
            To = Date(To),
            Window = window,
            Count = Count,
            Reason = Reason(),
        };
        foreach (var (field, sentence) in DisruptionFaults.Of(disruption, network, Week))
            ModelState.AddModelError(char.ToUpperInvariant(field[0]) + field[1..], sentence);
        return ModelState.IsValid ? disruption : null;
    }

    private string Reason()
    {
        var subject = Chosen switch
        {
            DisruptionKind.RoomClosed => Text(Rooms, Room),
            DisruptionKind.HubClosed => Text(Hubs, Hub),
            DisruptionKind.ClinicianAway => Text(Clinicians, Clinician),
            DisruptionKind.EquipmentBroken => Text(Kit, Equipment),
            _ => Text(Clinics, Clinic),
        };
        var happened = Text(Kinds, Kind);
        return $"{happened}: {subject}";
    }

    private static string Text(IEnumerable<Choice> choices, string? value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Text ?? "";

    private TimeWindow? Window()
    {
        if (string.IsNullOrWhiteSpace(FromTime) && string.IsNullOrWhiteSpace(ToTime))
            return null;
        if (!Time(FromTime, out var from))
            ModelState.AddModelError(nameof(FromTime), "Enter a time of day, such as 13:00");
        if (!Time(ToTime, out var to))
            ModelState.AddModelError(nameof(ToTime), "Enter a time of day, such as 17:30");
        else if (to <= from)
            ModelState.AddModelError(nameof(ToTime), "The end must be after the start");
        return ModelState.IsValid ? new TimeWindow(from, to) : null;
    }

    private static bool Time(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            text?.Trim(),
            ["HH:mm", "H:mm"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );

    private static (string?, string?) Pair(string? value) =>
        value?.Split(' ') is [var hub, var part] ? (hub, part) : (null, null);

    private static TId? Id<TId>(string? text)
        where TId : struct, IId<TId> => IdText.TryParse<TId>(text ?? "", out var id) ? id : null;

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;
}
