namespace Hubs.Model;

/// <summary>Which status may follow which. One step back, to undo a slip, is allowed on top of these.</summary>
public static class AppointmentSteps
{
    public static bool Allow(AppointmentStatus from, AppointmentStatus to) =>
        (from, to)
            is
                (AppointmentStatus.Booked, AppointmentStatus.Arrived)
                or
                (AppointmentStatus.Booked, AppointmentStatus.DidNotAttend)
                or
                (AppointmentStatus.Arrived, AppointmentStatus.InProgress)
                or
                (AppointmentStatus.Arrived, AppointmentStatus.Completed)
                or
                (AppointmentStatus.InProgress, AppointmentStatus.Completed)
                or
                (AppointmentStatus.DidNotAttend, AppointmentStatus.Arrived);

    public static string InWords(AppointmentStatus status) =>
        status switch
        {
            AppointmentStatus.Booked => "booked",
            AppointmentStatus.Arrived => "arrived",
            AppointmentStatus.InProgress => "in progress",
            AppointmentStatus.Completed => "completed",
            AppointmentStatus.DidNotAttend => "did not attend",
            AppointmentStatus.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };
}
