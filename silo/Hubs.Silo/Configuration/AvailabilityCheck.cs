using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Somebody who could run a clinic is at work long enough when it may be held, on every weekday its recurrence names.</summary>
internal static class AvailabilityCheck
{
    public static IEnumerable<Finding> Run(
        Network network,
        NetworkIndex index,
        Func<object, bool> isDamaged
    ) =>
        from clinic in network.Clinics
        where !isDamaged(clinic) && !network.Clinicians.Any(person => isDamaged(person))
        from need in clinic.Clinicians
        let people = index.Candidates(clinic, need).ToList()
        where people.Count > 0
        from finding in OfClinic(clinic, people, index)
        select finding;

    private static IEnumerable<Finding> OfClinic(
        Clinic clinic,
        List<Clinician> people,
        NetworkIndex index
    )
    {
        var names = people.Count <= 5 ? $" ({string.Join(", ", people.Select(p => p.Id))})" : "";
        var length = DurationCheck.Text(clinic.Length);
        var works = Enum.GetValues<DayOfWeek>()
            .Where(day => people.Any(person => HasTime(person, clinic, day, index)))
            .ToHashSet();
        var days = NamedDays(clinic);
        if (days.IsEmpty && works.Count == 0)
            yield return new Finding(
                clinic,
                "allowed",
                null,
                $"leaves no time: nobody who could run it{names} works for '{length}' within it"
            );
        foreach (var day in days.Where(day => !works.Contains(day)))
            yield return new Finding(
                clinic,
                "recurrence",
                clinic.Recurrence,
                $"'{clinic.Recurrence}': nobody who could run it{names} works on {day} for '{length}' within the times allowed"
            );
    }

    private static ImmutableArray<DayOfWeek> NamedDays(Clinic clinic) =>
        RecurrenceRule.TryParse(clinic.Recurrence, out var rule, out _)
            ? [.. rule.ByDay.Select(nth => nth.Day).Distinct()]
            : [];

    private static bool HasTime(Clinician person, Clinic clinic, DayOfWeek day, NetworkIndex index)
    {
        var allowed = clinic.Allowed.IsEmpty
            ? [.. index.HubsOf(clinic).SelectMany(hub => hub.Hours)]
            : clinic.Allowed;
        return HoursCheck
            .On(day, person.Availability)
            .Intersect(HoursCheck.On(day, allowed))
            .Windows.Any(window => window.Length >= clinic.Length);
    }
}
