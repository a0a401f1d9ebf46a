using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;
using Hubs.Web.Components;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hubs.Web.Pages.Plans;

/// <summary>What happened to a week, as the form on the repair page says it.</summary>
public sealed class DisruptionForm
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

    public string? Kind { get; set; }

    /// <summary>Hub and room.</summary>
    public string? Room { get; set; }

    public string? Hub { get; set; }

    public string? Clinician { get; set; }

    /// <summary>Hub and equipment.</summary>
    public string? Equipment { get; set; }

    public string? Clinic { get; set; }

    public int Count { get; set; } = 1;

    public string? From { get; set; }

    public string? To { get; set; }

    public string? FromTime { get; set; }

    public string? ToTime { get; set; }

    public DisruptionKind? Chosen =>
        Enum.TryParse<DisruptionKind>(Kind, out var kind) && Enum.IsDefined(kind) ? kind : null;

    public static IEnumerable<Choice> Hubs(Network network) =>
        network.Hubs.Select(hub => new Choice(hub.Id.Value, hub.Name));

    public static IEnumerable<Choice> Rooms(Network network) =>
        network.Hubs.SelectMany(hub =>
            hub.Rooms.Select(room => new Choice($"{hub.Id} {room.Id}", $"{room.Name}, {hub.Name}"))
        );

    public static IEnumerable<Choice> Kit(Network network) =>
        network.Hubs.SelectMany(hub =>
            hub.Equipment.Select(item => new Choice(
                $"{hub.Id} {item.Equipment}",
                $"{item.Name}, {hub.Name}"
            ))
        );

    public static IEnumerable<Choice> Clinicians(Network network) =>
        network
            .Clinicians.OrderBy(person => person.Name, StringComparer.Ordinal)
            .Select(person => new Choice(person.Id.Value, $"{person.Name}, {person.Role}"));

    public static IEnumerable<Choice> Clinics(Network network) =>
        network
            .Clinics.OrderBy(clinic => clinic.Name, StringComparer.Ordinal)
            .Select(clinic => new Choice(clinic.Id.Value, clinic.Name));

    public IEnumerable<Choice> FirstDays(IsoWeek week) =>
        DayWords
            .Choices(week)
            .Prepend(
                new(
                    "",
                    Chosen is DisruptionKind.ExtraSession
                        ? "Any day of this week"
                        : "The whole week"
                )
            );

    public static IEnumerable<Choice> LastDays(IsoWeek week) =>
        DayWords.Choices(week).Prepend(new("", "The same day"));

    /// <summary>The disruption as chosen; null, and each field's error under <paramref name="prefix"/>, when something is missing.</summary>
    public Disruption? Read(
        Network network,
        IsoWeek week,
        ModelStateDictionary faults,
        string prefix
    )
    {
        if (Chosen is not { } kind)
            return null;
        var (hub, part) = Pair(kind is DisruptionKind.EquipmentBroken ? Equipment : Room);
        var disruption = new Disruption
        {
            Kind = kind,
            Hub = Id<HubId>(kind is DisruptionKind.HubClosed ? Hub : hub),
            Room = kind is DisruptionKind.RoomClosed ? Id<RoomId>(part) : null,
            Equipment = kind is DisruptionKind.EquipmentBroken ? Id<EquipmentId>(part) : null,
            Clinician = Id<ClinicianId>(Clinician),
            Clinic = Id<ClinicId>(Clinic),
            From = Date(From),
            To = Date(To),
            Window = Window(faults, prefix),
            Count = Count,
            Reason = Reason(kind, network),
        };
        foreach (var (field, sentence) in DisruptionFaults.Of(disruption, network, week))
            faults.AddModelError(
                $"{prefix}.{char.ToUpperInvariant(field[0])}{field[1..]}",
                sentence
            );
        return faults.GetFieldValidationState(prefix) is ModelValidationState.Invalid
            ? null
            : disruption;
    }

    private string Reason(DisruptionKind kind, Network network)
    {
        var (choices, value) = kind switch
        {
            DisruptionKind.RoomClosed => (Rooms(network), Room),
            DisruptionKind.HubClosed => (Hubs(network), Hub),
            DisruptionKind.ClinicianAway => (Clinicians(network), Clinician),
            DisruptionKind.EquipmentBroken => (Kit(network), Equipment),
            _ => (Clinics(network), Clinic),
        };
        return $"{Text(Kinds, Kind)}: {Text(choices, value)}";
    }

    private static string Text(IEnumerable<Choice> choices, string? value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Text ?? "";

    private TimeWindow? Window(ModelStateDictionary faults, string prefix)
    {
        if (string.IsNullOrWhiteSpace(FromTime) && string.IsNullOrWhiteSpace(ToTime))
            return null;
        var begins = DayWords.TryTime(FromTime, out var from);
        var ends = DayWords.TryTime(ToTime, out var to);
        if (!begins)
            faults.AddModelError(
                $"{prefix}.{nameof(FromTime)}",
                "Enter a time of day, such as 13:00"
            );
        if (!ends)
            faults.AddModelError(
                $"{prefix}.{nameof(ToTime)}",
                "Enter a time of day, such as 17:30"
            );
        else if (begins && to <= from)
            faults.AddModelError($"{prefix}.{nameof(ToTime)}", "The end must be after the start");
        return begins && ends && from < to ? new TimeWindow(from, to) : null;
    }

    private static (string?, string?) Pair(string? value) =>
        value?.Split(' ') is [var hub, var part] ? (hub, part) : (null, null);

    private static TId? Id<TId>(string? text)
        where TId : struct, IId<TId> => IdText.TryParse<TId>(text ?? "", out var id) ? id : null;

    private static DateOnly? Date(string? text) =>
        DayWords.TryIso(text, out var date) ? date : null;
}
