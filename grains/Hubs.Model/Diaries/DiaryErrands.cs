namespace Hubs.Model;

/// <summary>Errands: what this diary promised to do in other grains.</summary>
public sealed partial record Diary
{
    private Outcome Start(StartMove command)
    {
        if (Find(command.Appointment, out var appointment) is { } refusal)
            return refusal;
        if (appointment.Status is not AppointmentStatus.Booked)
            return Refusals.CannotFromStatus(appointment, "moved to another day or hub");
        if (command.To == new DiaryKey(Hub, Date))
            return Refusals.MoveToSameDiary(appointment);
        var move = new MoveAppointment(
            $"move-{NextVersion}",
            command.Info,
            command.Appointment,
            command.To,
            command.Session,
            command.Start
        );
        return Outcome.Done(
            new ErrandReceipt(move.Id, true) { Version = NextVersion },
            new ErrandBegun(move)
        );
    }

    private Outcome End(EndErrand command) =>
        Errands.Any(errand => errand.Id == command.Errand)
            ? Outcome.Done(
                new ErrandReceipt(command.Errand, true) { Version = NextVersion },
                new ErrandEnded(command.Errand)
            )
            : new Outcome(new ErrandReceipt(command.Errand, false) { Version = Version }, null, [])
            {
                IsNothing = true,
            };

    private MoveAppointment? MoveOf(AppointmentId appointment)
    {
        foreach (var errand in Errands)
            if (errand is MoveAppointment move && move.Appointment == appointment)
                return move;
        return null;
    }
}
