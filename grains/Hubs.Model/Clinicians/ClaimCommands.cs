using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>A clinician's time promised to one session. Unconfirmed ones end at <see cref="Expires"/>, after the diary was asked.</summary>
public sealed record DayClaim(
    SessionId Session,
    HubId Hub,
    DateOnly Date,
    TimeWindow Window,
    bool IsConfirmed,
    DateTimeOffset Expires
);

public abstract record ClinicianCommand(CommandInfo Info);

/// <summary>Claims time for sessions, all or none. Refused when the clinician is away, elsewhere (travel included), or over the daily maximum.</summary>
public sealed record ClaimTime(CommandInfo Info, ImmutableArray<DayClaim> Claims)
    : ClinicianCommand(Info);

/// <summary>Makes claims last. Those that are gone are told as <see cref="ClaimReceipt.Affected"/>; refused when all are.</summary>
public sealed record ConfirmClaims(CommandInfo Info, ImmutableArray<SessionId> Sessions)
    : ClinicianCommand(Info);

/// <summary>Gives the time back; with <see cref="OnlyPending"/> only what was never confirmed.</summary>
public sealed record ReleaseClaims(
    CommandInfo Info,
    ImmutableArray<SessionId> Sessions,
    bool OnlyPending = false
) : ClinicianCommand(Info);

/// <summary>What a diary said of a claim whose time is over.</summary>
public sealed record SettleClaim(CommandInfo Info, DayClaim Claim, bool SessionExists)
    : ClinicianCommand(Info);

/// <summary>Sets who this is (from configuration) and how far the hubs are apart.</summary>
public sealed record ConfigureClinician(
    CommandInfo Info,
    Clinician Clinician,
    ImmutableArray<TravelTime> Travel
) : ClinicianCommand(Info)
{
    /// <summary>What the hubs are called where somebody reads of them.</summary>
    public ImmutableDictionary<HubId, string> HubNames { get; init; } =
        ImmutableDictionary<HubId, string>.Empty;
}

public sealed record TakeLeave(CommandInfo Info, Leave Leave) : ClinicianCommand(Info);

/// <summary><see cref="Affected"/>: claims that stand although the clinician is now away (leave), for somebody to resolve.</summary>
public sealed record ClaimReceipt(ClinicianId Clinician, ImmutableArray<SessionId> Affected)
    : Receipt;
