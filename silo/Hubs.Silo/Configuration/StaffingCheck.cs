using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Every place in every clinic can be filled by somebody competent who works at one of its hubs.</summary>
internal static class StaffingCheck
{
    public static IEnumerable<Finding> Run(
        Network network,
        NetworkIndex index,
        Func<object, bool> isDamaged
    )
    {
        var anyDamaged = network.Clinicians.Any(person => isDamaged(person));
        return network
            .Clinics.Where(clinic =>
                !isDamaged(clinic) && index.Services.ContainsKey(clinic.Service)
            )
            .SelectMany(clinic => OfClinic(clinic, index, anyDamaged, isDamaged));
    }

    private static IEnumerable<Finding> OfClinic(
        Clinic clinic,
        NetworkIndex index,
        bool anyDamaged,
        Func<object, bool> isDamaged
    )
    {
        if (clinic.Clinicians.IsEmpty)
            yield return new Finding(
                clinic,
                "clinicians",
                null,
                "is empty: write [{}] for one person, anyone competent"
            );
        for (var i = 0; i < clinic.Clinicians.Length; i++)
        {
            var need = clinic.Clinicians[i];
            for (var j = 0; j < need.AnyOf.Length; j++)
                if (
                    index.Clinicians.TryGetValue(need.AnyOf[j], out var person)
                    && !isDamaged(person)
                    && WhyNot(person, clinic) is { } reason
                )
                    yield return new Finding(
                        clinic,
                        $"clinicians[{i}].anyOf[{j}]",
                        person.Id.Value,
                        $"'{person.Id}' {reason}"
                    );
            if (need.AnyOf.IsEmpty && !anyDamaged && !index.Candidates(clinic, need).Any())
                yield return new Finding(
                    clinic,
                    $"clinicians[{i}]",
                    null,
                    $"nobody of {clinic.Organisation} at {string.Join(" or ", clinic.Hubs)} is competent in {clinic.Service}"
                );
        }
        if (!anyDamaged && Together(clinic, index) is { } shortage)
            yield return shortage;
    }

    private static string? WhyNot(Clinician person, Clinic clinic) =>
        !person.Competences.Contains(clinic.Service)
            ? $"is not competent in {clinic.Service} ({string.Join(", ", person.Competences)})"
        : !person.Hubs.Intersect(clinic.Hubs).Any()
            ? $"does not work at {string.Join(" or ", clinic.Hubs)} (only at {string.Join(", ", person.Hubs)})"
        : null;

    /// <summary>A clinic for two needs two different people.</summary>
    private static Finding? Together(Clinic clinic, NetworkIndex index)
    {
        ImmutableArray<ImmutableHashSet<ClinicianId>> needs =
        [
            .. clinic.Clinicians.Select(n =>
                index.Candidates(clinic, n).Select(c => c.Id).ToImmutableHashSet()
            ),
        ];
        var people = needs.SelectMany(n => n).Distinct().Count();
        return needs.Any(n => n.IsEmpty) || people >= needs.Length
            ? null
            : new Finding(
                clinic,
                "clinicians",
                null,
                $"asks for {needs.Length} people at once, and only {people} can do it"
            );
    }
}
