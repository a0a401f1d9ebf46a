namespace Hubs.Allocation;

/// <summary>How the cost of two sessions changing places can be told.</summary>
internal enum Coupling : byte
{
    /// <summary>Neither's marginal cost, nor any hard rule, depends on where the other goes: their costs add up.</summary>
    None,

    /// <summary>Some rule couples them, but every such rule measures exchanges.</summary>
    Measured,

    /// <summary>The exchange has to be made to see what it costs. Saying so is always right, only slower.</summary>
    Tight,
}

/// <summary>Says of two sessions that change places how closely rules couple them.</summary>
internal sealed class Independence
{
    /// <summary>Beyond this the table of pairs would not fit in a processor's cache.</summary>
    private const int MostClinics = 4000;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly int[] clinicOf;
    private readonly int[] length;
    private readonly Coupling[]? couplings;
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
        couplings = new Coupling[clinics * clinics];
        for (var a = 0; a < clinics; a++)
        for (var b = 0; b < clinics; b++)
            couplings[a * clinics + b] = Of(a, b);
    }

    /// <summary>Only where clashes are the sole hard rules, and nobody travels, do two sessions apart in time leave each other alone.</summary>
    private static bool HardRulesAreLocal(Timetable timetable) =>
        Array.TrueForAll(
            timetable.Hard,
            rule => rule is RoomClash or PathwayClash or ClinicianClash
        ) && Array.TrueForAll(timetable.Week.People, person => person.LongestTravel == 0);

    private Coupling Of(int clinic, int other)
    {
        if (clinic == other)
            return Coupling.Tight;
        var coupling = Coupling.None;
        foreach (var rule in timetable.Soft)
            if (rule.Couples(clinic, other))
            {
                if (!rule.MeasuresExchanges)
                    return Coupling.Tight;
                coupling = Coupling.Measured;
            }
        return coupling;
    }

    public Coupling Of(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    )
    {
        if (
            couplings is null
            || !(
                AreApart(session, option, start, other, otherOption, otherStart)
                || (
                    start == otherStart
                    && length[session] == length[other]
                    && KeepsTeam(session, option)
                    && KeepsTeam(other, otherOption)
                )
            )
        )
            return Coupling.Tight;
        var coupling = couplings[clinicOf[session] * clinics + clinicOf[other]];
        return
            coupling == Coupling.Measured
            && (
                start != timetable.Start[other]
                || candidates.Hub[option] != timetable.Hub[other]
                || length[session] != length[other]
            )
            ? Coupling.Tight
            : coupling;
    }

    private bool KeepsTeam(int session, int option) =>
        candidates.Team[option] == candidates.Team[timetable.Option[session]];

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
