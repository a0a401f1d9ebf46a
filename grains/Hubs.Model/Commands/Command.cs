using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Hubs.Model;

[JsonConverter(typeof(KebabEnumConverter<Role>))]
public enum Role
{
    Resident,
    Receptionist,
    Clinician,
    Coordinator,
    System,
}

/// <summary>Who acts. <see cref="Name"/> is a staff name or sign-in name, never a resident's.</summary>
public sealed record Actor(Role Role, string Name);

/// <summary>
/// What every command carries. The same <see cref="Id"/> with the same <see cref="Fingerprint"/> is the same command and gets the same answer,
/// whatever happened since; with another fingerprint it is refused. The fingerprint is a keyed hash of the request, so it reveals nothing.
/// </summary>
public sealed record CommandInfo(CommandId Id, string Fingerprint, Actor By, string? Why = null)
{
    /// <summary>The same person's part of this command elsewhere, under a key made from this one: doing the step again is a repeat there.</summary>
    public CommandInfo Step(string step) =>
        this with
        {
            Id = new CommandId(
                Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}\n{step}")).AsSpan(0, 16)
                )
            ),
        };
}

/// <summary>Why a command was not carried out. <see cref="Code"/> is stable kebab-case ("slot-taken"); <see cref="Sentence"/> can be read out.</summary>
public sealed record Refusal(string Code, string Sentence);

/// <summary>What a command achieved; kept with its key, so that a repeat gets the same one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AppointmentReceipt), "appointment")]
[JsonDerivedType(typeof(HoldReceipt), "hold")]
[JsonDerivedType(typeof(SessionReceipt), "session")]
[JsonDerivedType(typeof(WalkInReceipt), "walk-in")]
[JsonDerivedType(typeof(RoomReceipt), "room")]
[JsonDerivedType(typeof(DayReceipt), "day")]
[JsonDerivedType(typeof(ClaimReceipt), "claim")]
[JsonDerivedType(typeof(PlanReceipt), "plan")]
[JsonDerivedType(typeof(HoldsReceipt), "holds")]
[JsonDerivedType(typeof(ErrandReceipt), "errand")]
[JsonDerivedType(typeof(CalendarReceipt), "calendar")]
public abstract record Receipt
{
    /// <summary>The version the command made.</summary>
    public long Version { get; init; }
}

/// <summary>A receipt or a refusal, never both.</summary>
public sealed record Answer<TReceipt>(TReceipt? Receipt, Refusal? Refusal)
    where TReceipt : Receipt
{
    [JsonIgnore]
    public bool IsRefused => Refusal is not null;

    public static implicit operator Answer<TReceipt>(TReceipt receipt) => new(receipt, null);

    public static implicit operator Answer<TReceipt>(Refusal refusal) => new(null, refusal);
}
