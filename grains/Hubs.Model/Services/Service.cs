using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<ServiceCategory>))]
public enum ServiceCategory
{
    Gp,
    Nursing,
    MentalHealth,
    Outpatient,
    Community,
    Wellbeing,
}

/// <summary>How a resident gets a place.</summary>
[JsonConverter(typeof(KebabEnumConverter<WayIn>))]
public enum WayIn
{
    WalkIn,
    Book,
    SelfReferral,
    ReferralOnly,
}

/// <summary>What is offered, by whatever organisation and clinician.</summary>
public sealed record Service
{
    public required ServiceId Id { get; init; }

    /// <summary>The name staff use.</summary>
    public required string Name { get; init; }

    /// <summary>The name on public screens: neutral, so that standing in its queue tells nobody anything.</summary>
    public required string PublicName { get; init; }

    public required ServiceCategory Category { get; init; }

    /// <summary>One or two plain sentences for residents.</summary>
    public string Description { get; init; } = "";

    public ImmutableArray<WayIn> WaysIn { get; init; } = [WayIn.Book];

    public required TimeSpan SlotLength { get; init; }

    /// <summary>People per slot: 1 for a consultation, more for a group.</summary>
    public int SlotCapacity { get; init; } = 1;

    /// <summary>Time the service itself needs in the room, on top of the session. The longer of the room's and the service's counts.</summary>
    public TimeSpan TurnaroundBefore { get; init; }

    public TimeSpan TurnaroundAfter { get; init; }

    /// <summary>A pause for the clinician after this much consulting; zero for none.</summary>
    public TimeSpan BreakAfter { get; init; }

    public TimeSpan BreakLength { get; init; }

    /// <summary>Usual length of a session, offered first when a clinician books one.</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(3);

    public required RoomNeed Room { get; init; }

    public ImmutableArray<EquipmentNeed> Equipment { get; init; } = [];

    /// <summary>False keeps it off the residents' pages (a supervision meeting, say).</summary>
    public bool IsPublic { get; init; } = true;
}

/// <summary>What a room must have. Empty <see cref="Types"/> means any type.</summary>
public sealed record RoomNeed
{
    public ImmutableArray<RoomType> Types { get; init; } = [];

    public ImmutableArray<string> Features { get; init; } = [];

    public int Capacity { get; init; } = 1;
}

public readonly record struct EquipmentNeed(EquipmentId Equipment, int Count);

public sealed record Organisation(OrganisationId Id, string Name, string PublicName);

/// <summary>Clinics at one hub that the same people attend: never at the same time, best on the same day, next to each other.</summary>
public sealed record Pathway
{
    public required PathwayId Id { get; init; }

    public required string Name { get; init; }

    public ImmutableArray<ClinicId> Clinics { get; init; } = [];
}
