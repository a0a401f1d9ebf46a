using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>An appointment as reception sees it. <see cref="Resident"/> is null when the person was erased.</summary>
public sealed record AppointmentView(
    Appointment Appointment,
    HubId Hub,
    DateOnly Date,
    string ServiceName,
    RoomId? Room,
    ResidentDetails? Resident
)
{
    public static async Task<AppointmentView> Of(
        Diary diary,
        Appointment appointment,
        ResidentSealing residents
    )
    {
        var session = diary.Sessions.GetValueOrDefault(appointment.Session)?.Session;
        return new AppointmentView(
            appointment,
            diary.Hub,
            diary.Date,
            session?.ServiceName ?? appointment.Service.Value,
            session?.Room,
            await residents.Open(appointment.Resident)
        );
    }
}
