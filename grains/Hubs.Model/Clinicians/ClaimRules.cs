using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Rule 2: a clinician is in one place at a time, travel between hubs included; also within availability, leave and daily maximum.</summary>
public sealed partial record ClinicianCalendar
{
    /// <summary>Between two hubs whose distance nobody configured. The allocator assumes the same.</summary>
    private static readonly TimeSpan UnknownTravel = TimeSpan.FromMinutes(30);

    /// <summary>Whether the claim could be granted beside everything else, or the rule that refuses it. Changes nothing.</summary>
    public Refusal? WhyNot(DayClaim claim) =>
        Clinician is null
            ? ClaimRefusals.Unknown(Id)
            : FirstRuleBroken(claim, [.. Claims.Where(other => other.Session != claim.Session)]);

    /// <summary>The calendar as far as <see cref="Between"/> told of it: enough to ask <see cref="WhyNot"/> about those days.</summary>
    public static ClinicianCalendar Of(
        ClinicianId id,
        ClinicianDays days,
        ImmutableArray<TravelTime> travel,
        ImmutableDictionary<HubId, string> hubNames
    ) =>
        new()
        {
            Id = id,
            Clinician = days.Clinician,
            Travel = travel,
            HubNames = hubNames,
            Busy = days.Busy,
            Confirmed = days
                .Claims.Where(claim => claim.IsConfirmed)
                .ToImmutableDictionary(claim => claim.Session),
            Pending = days
                .Claims.Where(claim => !claim.IsConfirmed)
                .ToImmutableDictionary(claim => claim.Session),
        };

    private Refusal? FirstRuleBroken(DayClaim claim, IReadOnlyCollection<DayClaim> standing)
    {
        var who = Clinician!;
        if (who.HomeHub != claim.Hub && !who.Hubs.Contains(claim.Hub))
            return ClaimRefusals.NotAtHub(who, claim.Hub, NameOf);
        if (!AvailableOn(claim.Date).Covers(claim.Window))
            return ClaimRefusals.NotAvailable(who, claim, AvailableOn(claim.Date));
        foreach (var leave in who.Leave.AddRange(LeaveTaken))
            if (Covers(leave, claim))
                return ClaimRefusals.OnLeave(who, claim);
        if (!IsWhereItWas(claim))
            foreach (var busy in Busy)
                if (busy.Takes(claim.Date, claim.Window))
                    return ClaimRefusals.Busy(who, claim, busy.Window);
        // The session at the very same time is the reason people expect to hear, before one that is only too far away.
        var thatDay = standing
            .Where(other => other.Date == claim.Date)
            .OrderByDescending(other => other.Window.Overlaps(claim.Window))
            .ThenBy(other => other.Window.Start)
            .ToList();
        foreach (var other in thatDay)
        {
            var travel = TravelBetween(other.Hub, claim.Hub);
            if (other.Window.Widen(travel, travel).Overlaps(claim.Window))
                return ClaimRefusals.Elsewhere(who, other, claim, travel, NameOf);
        }
        var total = thatDay.Aggregate(claim.Window.Length, (sum, c) => sum + c.Window.Length);
        return total > who.DailyMaximum ? ClaimRefusals.TooLong(who, claim, total) : null;
    }

    private string NameOf(HubId hub) => HubNames.GetValueOrDefault(hub, hub.Value);

    /// <summary>A session that stood before somebody's own calendar filled up stays: only people decide about it.</summary>
    private bool IsWhereItWas(DayClaim claim) =>
        Confirmed.TryGetValue(claim.Session, out var stands)
        && stands.Date == claim.Date
        && stands.Window == claim.Window;

    private WindowSet AvailableOn(DateOnly date) =>
        WindowSet.Of(
            Clinician!.Availability.Where(w => w.Day == date.DayOfWeek).Select(w => w.Window)
        );

    private TimeSpan TravelBetween(HubId one, HubId other)
    {
        if (one == other)
            return TimeSpan.Zero;
        foreach (var travel in Travel)
            if (
                (travel.From == one && travel.To == other)
                || (travel.From == other && travel.To == one)
            )
                return travel.Time;
        return UnknownTravel;
    }

    private static bool Covers(Leave leave, DayClaim claim) =>
        leave.From <= claim.Date
        && claim.Date <= leave.To
        && (leave.Window is not { } part || part.Overlaps(claim.Window));
}
