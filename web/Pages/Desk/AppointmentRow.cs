using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Pages.Desk;

/// <summary>An appointment as reception reads it, with the steps that may be taken from here.</summary>
public sealed record AppointmentRow(
    Appointment Appointment,
    HubId Hub,
    DateOnly Date,
    string Service,
    string Room,
    string Name,
    string Contact
)
{
    private static readonly AppointmentStatus[] Steps =
    [
        AppointmentStatus.Arrived,
        AppointmentStatus.InProgress,
        AppointmentStatus.Completed,
        AppointmentStatus.DidNotAttend,
    ];

    public string Path => $"/desk/{Hub}/appointments/{Appointment.Id}";

    public bool CanBeMoved =>
        Appointment.Status is AppointmentStatus.Booked or AppointmentStatus.Arrived;

    /// <summary>Forward steps only; the one step back is <see cref="Appointment.Before"/>.</summary>
    public ImmutableArray<AppointmentStatus> Next =>
        Appointment.IsOrphaned
            ? []
            : [.. Steps.Where(step => AppointmentSteps.Allow(Appointment.Status, step))];

    public static async Task<AppointmentRow> Of(Diary diary, Appointment appointment, DeskWork desk)
    {
        var session = diary.Sessions.GetValueOrDefault(appointment.Session)?.Session;
        var room = diary.Day?.Rooms.FirstOrDefault(room => room.Id == session?.Room);
        var resident = await desk.Residents.Open(appointment.Resident);
        return new AppointmentRow(
            appointment,
            diary.Hub,
            diary.Date,
            session?.ServiceName ?? appointment.Service.Value,
            room?.Name ?? "",
            resident?.Name
                ?? (appointment.Resident is null ? "Walk-in, no name given" : "Details erased"),
            resident?.Contact ?? ""
        );
    }

    public static string Verb(AppointmentStatus to) =>
        to switch
        {
            AppointmentStatus.Arrived => "Check in",
            AppointmentStatus.InProgress => "Being seen",
            AppointmentStatus.Completed => "Complete",
            AppointmentStatus.DidNotAttend => "Did not attend",
            _ => $"Back to {AppointmentSteps.InWords(to)}",
        };
}
