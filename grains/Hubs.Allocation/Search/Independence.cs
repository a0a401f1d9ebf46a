namespace Hubs.Allocation;

/// <summary>
/// Says of two sessions that change places whether their costs can simply be added: neither's marginal cost, nor any hard rule,
/// depends on where the other goes. Saying no is always right, only slower.
/// </summary>
internal sealed class Independence
{
    /// <summary>Beyond this the table of pairs would not fit in a processor's cache.</summary>
    private const int MostClinics = 4000;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly int[] clinicOf;
    private readonly int[] length;
    private readonly bool[]? coupled;
    private readonly int clinics;

    public Independence(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        clinicOf = timetable.Week.Sessions.Clinic;
        length = timetable.Week.Sessions.Length;
        clinics = timetable.Week.Clinics.Length;
        if (clinics > MostClinics || !HardRulesAreLocal(timetable))
            return;
        coupled = new bool[clinics * clinics];
        for (var a = 0; a < clinics; a++)
        for (var b = 0; b < clinics; b++)
            coupled[a * clinics + b] =
                a == b || Array.Exists(timetable.Soft, rule => rule.Couples(a, b));
    }

    /// <summary>Only where clashes are the sole hard rules, and nobody travels, do two sessions apart in time leave each other alone.</summary>
    private static bool HardRulesAreLocal(Timetable timetable) =>
        Array.TrueForAll(
            timetable.Hard,
            rule => rule is RoomClash or PathwayClash or ClinicianClash
        ) && Array.TrueForAll(timetable.Week.People, person => person.LongestTravel == 0);

    public bool Of(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    ) =>
        coupled is not null
        && !coupled[clinicOf[session] * clinics + clinicOf[other]]
        && (
            AreApart(session, option, start, other, otherOption, otherStart)
            || (start == otherStart && length[session] == length[other])
        );

    /// <summary>Apart in time, turnaround included. (Or at the very same time, when only their rooms change.)</summary>
    private bool AreApart(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    ) =>
        start + length[session] + candidates.After[option]
            <= otherStart - candidates.Before[otherOption]
        || otherStart + length[other] + candidates.After[otherOption]
            <= start - candidates.Before[option];
}
