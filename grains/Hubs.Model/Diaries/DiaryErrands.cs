using System.Collections.Immutable;

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
            command.Origin ?? command.Info,
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

    private Outcome Start(SendWalkIn command, DateTimeOffset now)
    {
        if (DateOnly.FromDateTime(UkCalendar.Local(now).DateTime) != Date)
            return Refusals.WalkInAnotherDay(this);
        if (command.To == new DiaryKey(Hub, Date))
            return Refusals.SentToSameDiary();
        var service = command.Service;
        if (command.Ticket is { } ticket)
        {
            if (!WalkIns.TryGetValue(ticket, out var walkIn))
                return Refusals.NoSuchTicket(ticket);
            if (NotWaiting(walkIn) is { } refusal)
                return refusal;
            service = walkIn.Service;
        }
        var sending = new SendingWalkIn(
            $"send-{NextVersion}",
            command.Origin ?? command.Info,
            command.Ticket,
            service,
            command.To,
            command.Session,
            command.Start,
            command.Resident
        );
        return Outcome.Done(
            new ErrandReceipt(sending.Id, true) { Version = NextVersion },
            new ErrandBegun(sending)
        );
    }

    private Outcome End(EndSending command, DateTimeOffset now)
    {
        var sending = Errands.OfType<SendingWalkIn>().Single(errand => errand.Id == command.Errand);
        var isKnown = sending.Ticket is { } ticket && WalkIns.ContainsKey(ticket);
        var walkIn = isKnown
            ? WalkIns[sending.Ticket!.Value]
            : NewWalkIn(sending.Info.Id, sending.Service, serviceName: null, now);
        ImmutableArray<DiaryFact> sent =
        [
            new WalkInSent(walkIn.Id, sending.To.Hub, command.There.Id),
            new ErrandEnded(sending.Id),
        ];
        return Outcome.Done(
            ReceiptOf(walkIn, command.There),
            isKnown ? sent : [new WalkInRegistered(walkIn), .. sent]
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
