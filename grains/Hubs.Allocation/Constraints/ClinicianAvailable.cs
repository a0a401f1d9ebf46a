using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Everybody in the team is competent, works at the hub, is available and not on leave, and is who the clinic asks for.</summary>
internal static class ClinicianAvailable
{
    public const string Id = "clinician-available";

    public static bool Allows(
        Clinician person,
        ServiceId service,
        HubId hub,
        DateOnly date,
        TimeWindow window
    ) =>
        person.Competences.Contains(service)
        && (person.HomeHub == hub || person.Hubs.Contains(hub))
        && IsThere(person, date, window);

    public static bool IsThere(Clinician person, DateOnly date, TimeWindow window) =>
        RoomOpen.IsInside(
            window,
            person.Availability.Where(a => a.Day == date.DayOfWeek).Select(a => a.Window)
        ) && !person.IsOnLeave(date, window);
}
