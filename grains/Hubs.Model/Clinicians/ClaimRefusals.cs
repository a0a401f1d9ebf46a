namespace Hubs.Model;

/// <summary>Why a clinician's calendar says no.</summary>
internal static class ClaimRefusals
{
    public static Refusal Unknown(ClinicianId id) =>
        new("no-such-clinician", $"Nobody is configured as clinician {id}.");

    public static Refusal SomebodyElse(ClinicianId id, ClinicianId other) =>
        new("wrong-clinician", $"This is the calendar of {id}, not of {other}.");

    public static Refusal SessionTwice(Clinician who) =>
        new("session-twice", $"The same session is asked for twice for {who.Name}.");

    public static Refusal NotAtHub(Clinician who, HubId hub, Func<HubId, string> name) =>
        new(
            "clinician-not-at-hub",
            $"{who.Name} does not work at {name(hub)} (works at {string.Join(", ", who.Hubs.Prepend(who.HomeHub).Distinct().Select(name))})."
        );

    public static Refusal NotCompetent(Clinician who, Service service) =>
        new("clinician-not-competent", $"{who.Name} does not run {service.Name}.");

    public static Refusal NotAvailable(Clinician who, DayClaim claim, WindowSet available) =>
        new(
            "clinician-not-available",
            available.IsEmpty
                ? $"{who.Name} does not work on {claim.Date.DayOfWeek}s."
                : $"{who.Name} works {available} on {claim.Date.DayOfWeek}s, and {claim.Window} is outside that."
        );

    public static Refusal OnLeave(Clinician who, DayClaim claim) =>
        new(
            "clinician-on-leave",
            $"{who.Name} is away on {Refusals.Day(claim.Date)} at {claim.Window}."
        );

    public static Refusal Busy(Clinician who, DayClaim claim, TimeWindow busy) =>
        new(
            "clinician-busy",
            busy == BusyTime.WholeDay
                ? $"{who.Name} is busy all day on {Refusals.Day(claim.Date)}, says their own calendar."
                : $"{who.Name} is busy {busy} on {Refusals.Day(claim.Date)}, says their own calendar."
        );

    public static Refusal Elsewhere(
        Clinician who,
        DayClaim other,
        DayClaim claim,
        TimeSpan travel,
        Func<HubId, string> name
    ) =>
        new(
            "clinician-elsewhere",
            travel == TimeSpan.Zero
                ? $"{who.Name} already has a session {other.Window} on {Refusals.Day(claim.Date)}."
                : $"{who.Name} has a session at {name(other.Hub)} {other.Window} on {Refusals.Day(claim.Date)} and needs {travel.TotalMinutes:0} minutes between there and {name(claim.Hub)}."
        );

    public static Refusal TooLong(Clinician who, DayClaim claim, TimeSpan total) =>
        new(
            "clinician-day-too-long",
            $"{who.Name} would have {InHours(total)} of sessions on {Refusals.Day(claim.Date)}; at most {InHours(who.DailyMaximum)} are allowed."
        );

    public static Refusal NotClaimed(ClinicianId id, IEnumerable<SessionId> sessions) =>
        new("claim-gone", $"The time of {id} is no longer kept for {string.Join(", ", sessions)}.");

    public static Refusal LeaveBackwards(Leave leave) =>
        new(
            "leave-backwards",
            $"Leave cannot end on {Refusals.Day(leave.To)}, before it begins on {Refusals.Day(leave.From)}."
        );

    private static string InHours(TimeSpan time) =>
        time.Minutes == 0
            ? $"{(int)time.TotalHours} h"
            : $"{(int)time.TotalHours} h {time.Minutes:00}";
}
