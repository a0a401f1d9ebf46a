using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>Everything one command changed in a clinician's calendar: one version, never edited.</summary>
public sealed record ClinicianEntry(
    CommandId Command,
    string Fingerprint,
    DateTimeOffset At,
    Actor By,
    string? Why,
    Receipt Receipt,
    ImmutableArray<ClinicianFact> Facts
);

/// <summary>One thing that became so; stored for years under its "is" name, see <see cref="DiaryFact"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ClinicianConfigured), "configured")]
[JsonDerivedType(typeof(LeaveTaken), "leave")]
[JsonDerivedType(typeof(TimeClaimed), "claimed")]
[JsonDerivedType(typeof(ClaimsConfirmed), "confirmed")]
[JsonDerivedType(typeof(ClaimsReleased), "released")]
public abstract record ClinicianFact
{
    internal abstract ClinicianCalendar ApplyTo(ClinicianCalendar calendar);
}

public sealed record ClinicianConfigured(Clinician Clinician, ImmutableArray<TravelTime> Travel)
    : ClinicianFact
{
    /// <summary>Facts stored before names were kept have none.</summary>
    [AllowNull]
    public ImmutableDictionary<HubId, string> HubNames
    {
        get => field ?? ImmutableDictionary<HubId, string>.Empty;
        init;
    }

    internal override ClinicianCalendar ApplyTo(ClinicianCalendar calendar) =>
        calendar with
        {
            Clinician = Clinician,
            Travel = Travel,
            HubNames = HubNames,
        };
}

public sealed record LeaveTaken(Leave Leave) : ClinicianFact
{
    internal override ClinicianCalendar ApplyTo(ClinicianCalendar calendar) =>
        calendar with
        {
            LeaveTaken = calendar.LeaveTaken.Add(Leave),
        };
}

/// <summary>Each claim takes the place of an earlier one of the same session and kind.</summary>
public sealed record TimeClaimed(ImmutableArray<DayClaim> Claims) : ClinicianFact
{
    internal override ClinicianCalendar ApplyTo(ClinicianCalendar calendar)
    {
        var (confirmed, pending) = (calendar.Confirmed, calendar.Pending);
        foreach (var claim in Claims)
        {
            if (claim.IsConfirmed)
                confirmed = confirmed.SetItem(claim.Session, claim);
            pending = claim.IsConfirmed
                ? pending.Remove(claim.Session)
                : pending.SetItem(claim.Session, claim);
        }
        return calendar with { Confirmed = confirmed, Pending = pending };
    }
}

public sealed record ClaimsConfirmed(ImmutableArray<SessionId> Sessions) : ClinicianFact
{
    internal override ClinicianCalendar ApplyTo(ClinicianCalendar calendar) =>
        calendar with
        {
            Confirmed = calendar.Confirmed.SetItems(
                Sessions.Select(id =>
                    KeyValuePair.Create(id, calendar.Pending[id] with { IsConfirmed = true })
                )
            ),
            Pending = calendar.Pending.RemoveRange(Sessions),
        };
}

public sealed record ClaimsReleased(ImmutableArray<SessionId> Sessions, bool OnlyPending = false)
    : ClinicianFact
{
    internal override ClinicianCalendar ApplyTo(ClinicianCalendar calendar) =>
        calendar with
        {
            Confirmed = OnlyPending ? calendar.Confirmed : calendar.Confirmed.RemoveRange(Sessions),
            Pending = calendar.Pending.RemoveRange(Sessions),
        };
}
