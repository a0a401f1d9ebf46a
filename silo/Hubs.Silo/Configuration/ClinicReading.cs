using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>The parts of a hub's file about work: who, what and how often.</summary>
internal static class ClinicReading
{
    public static Clinician Clinician(JsonObjectReader r, HubId home)
    {
        var clinician = new Clinician
        {
            Id = r.Id<ClinicianId>("id"),
            Name = r.Text("name"),
            Role = r.Text("role"),
            Organisation = r.Id<OrganisationId>("organisation"),
            Competences = r.Ids<ServiceId>("competences"),
            HomeHub = r.OptionalId<HubId>("homeHub") ?? home,
            Availability = r.Windows("availability", required: true),
            Leave = r.Each("leave", Leave),
        };
        ImmutableArray<HubId> hubs = [clinician.HomeHub, .. r.Ids<HubId>("alsoAt")];
        clinician = clinician with { Hubs = [.. hubs.Distinct()] };
        return r.Done(
            r.OptionalDuration("dailyMaximum") is { } most
                ? clinician with
                {
                    DailyMaximum = most,
                }
                : clinician
        );
    }

    public static Clinic Clinic(JsonObjectReader r, HubId home)
    {
        var hubs = r.Ids<HubId>("hubs");
        var clinic = new Clinic
        {
            Id = r.Id<ClinicId>("id"),
            Name = r.Text("name"),
            Service = r.Id<ServiceId>("service"),
            Organisation = r.Id<OrganisationId>("organisation"),
            Hubs = hubs.IsEmpty ? [home] : hubs,
            Recurrence = r.TextOrNull("recurrence"),
            StartsOn = r.OptionalDate("startsOn"),
            ExceptDates = r.Dates("exceptDates"),
            SessionsPerWeek = r.OptionalWhole("sessionsPerWeek") ?? 0,
            Length = r.Duration("length"),
            Allowed = r.Windows("allowed"),
            Preferred = r.Windows("preferred"),
            Clinicians = r.Each("clinicians", Need, required: true),
            Room = r.OptionalObject("room", Needs.Room) ?? new RoomNeed(),
            PreferredRooms = r.Ids<RoomId>("preferredRooms"),
            Equipment = r.Each("equipment", Needs.Equipment),
            Attendance = r.OptionalWhole("attendance") ?? 1,
            MinimumDays = r.OptionalWhole("minimumDays") ?? 1,
            MaximumPerDay = r.OptionalWhole("maximumPerDay"),
            Priority = r.OptionalWhole("priority") ?? 3,
        };
        return r.Done(
            r.OptionalDuration("startEvery") is { } every
                ? clinic with
                {
                    StartEvery = every,
                }
                : clinic
        );
    }

    public static Pathway Pathway(JsonObjectReader r) =>
        r.Done(
            new Pathway
            {
                Id = r.Id<PathwayId>("id"),
                Name = r.Text("name"),
                Clinics = r.Ids<ClinicId>("clinics"),
            }
        );

    private static ClinicianNeed Need(JsonObjectReader r) =>
        r.Done(new ClinicianNeed { AnyOf = r.Ids<ClinicianId>("anyOf") });

    private static Leave Leave(JsonObjectReader r) =>
        r.Done(
            new Leave(r.Date("from"), r.Date("to"), r.OptionalTimes("window"), r.Text("reason"))
        );
}
