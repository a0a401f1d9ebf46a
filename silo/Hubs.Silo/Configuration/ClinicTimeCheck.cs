using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>When a clinic repeats is said once, rightly, and leaves room for its sessions.</summary>
internal static class ClinicTimeCheck
{
    public static IEnumerable<Finding> Run(Network network, NetworkIndex index) =>
        network.Clinics.SelectMany(clinic => OfClinic(clinic, index));

    private static IEnumerable<Finding> OfClinic(Clinic clinic, NetworkIndex index)
    {
        foreach (var sentence in WantedSessions.Faults(clinic))
            yield return new Finding(
                clinic,
                clinic.Recurrence is null ? "sessionsPerWeek" : "recurrence",
                clinic.Recurrence,
                clinic.Recurrence is null ? sentence : $"'{clinic.Recurrence}': {sentence}"
            );

        if (!clinic.Allowed.IsEmpty && !clinic.Allowed.Any(w => w.Window.Length >= clinic.Length))
            yield return new Finding(
                clinic,
                "allowed",
                null,
                $"has no window as long as a session ('{DurationCheck.Text(clinic.Length)}')"
            );

        if (
            index.Services.TryGetValue(clinic.Service, out var service)
            && clinic.Length < service.SlotLength
        )
            yield return new Finding(
                clinic,
                "length",
                DurationCheck.Text(clinic.Length),
                $"'{DurationCheck.Text(clinic.Length)}' is too short for one slot of {service.Id} ('{DurationCheck.Text(service.SlotLength)}')"
            );
    }
}
