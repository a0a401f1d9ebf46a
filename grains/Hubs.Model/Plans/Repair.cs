using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<DisruptionKind>))]
public enum DisruptionKind
{
    RoomClosed,
    HubClosed,
    ClinicianAway,
    EquipmentBroken,
    ExtraSession,
    DemandChanged,
}

/// <summary>
/// Something that happened to a published week. Which fields count depends on the kind: hub and room; hub; clinician; hub, equipment and
/// count; clinic and, perhaps, from (an extra session on that date); clinic and count (sessions a week).
/// </summary>
public sealed record Disruption
{
    public required DisruptionKind Kind { get; init; }

    public HubId? Hub { get; init; }

    public RoomId? Room { get; init; }

    public ClinicianId? Clinician { get; init; }

    public EquipmentId? Equipment { get; init; }

    public ClinicId? Clinic { get; init; }

    /// <summary>First day; missing means the whole week.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included; missing means the first day alone.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only this part of each day; broken equipment is out for the whole week.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>How many are broken, or how many sessions a week the clinic now wants; missing means 1.</summary>
    public int? Count { get; init; }

    /// <summary>To be read out; may be missing.</summary>
    [AllowNull]
    public string Reason
    {
        get => field ?? "";
        init;
    }

    public bool IsOn(DateOnly date) =>
        From is not { } from || (from <= date && date <= (To ?? from));
}

[JsonConverter(typeof(KebabEnumConverter<RepairGoal>))]
public enum RepairGoal
{
    FewestAppointments,
    FewestSessions,
    BestQuality,
}

/// <summary>What it costs, in points, that a published session is in another room or has other people, and that its time or hub changes as well.</summary>
public sealed record KeptSession(Session Session, double Moved, double Retimed);

/// <summary>One way to put a week right. Nothing is changed until it is taken as the draft and published.</summary>
public sealed record RepairPlan
{
    /// <summary>What this plan is the best found at; more than one where goals agree.</summary>
    public required ImmutableArray<RepairGoal> Goals { get; init; }

    public required Plan Plan { get; init; }

    /// <summary>Every session that is not where it was, with where it goes: lost ones, moved ones, new ones.</summary>
    public ImmutableArray<SessionMove> Changes { get; init; } = [];

    /// <summary>Published sessions that move or lose their place.</summary>
    public int SessionsChanged => Changes.Count(change => change.From is not null);

    /// <summary>Sessions that had no place and find one: the extra one, or one left over before.</summary>
    public int SessionsAdded => Changes.Length - SessionsChanged;

    /// <summary>Published sessions that find no place.</summary>
    public int SessionsLost { get; init; }

    /// <summary>Appointments whose session changes its time or hub, or is lost. A change of room alone affects nobody's appointment.</summary>
    public int AppointmentsAffected { get; init; }

    /// <summary>Points the plan scores worse (negative: better) than the week before the disruption.</summary>
    public double CostChange { get; init; }
}

/// <summary>
/// Up to three plans. At least <see cref="MustChange"/> sessions change in any plan, because they cannot stay where they are.
/// <see cref="Held"/>: sessions that are hit but may not be moved (pinned, begun, booked by hand), in sentences.
/// </summary>
public sealed record RepairOffer(
    IsoWeek Week,
    long Version,
    int MustChange,
    ImmutableArray<RepairPlan> Plans,
    ImmutableArray<string> Held
);

/// <summary>Makes one of the offered plans the draft. <see cref="Version"/> is the offer's; the plan is worked out again, so it fits the week as it is now.</summary>
public sealed record TakeRepair(
    CommandInfo Info,
    Disruption Disruption,
    RepairGoal Goal,
    long Version
);
