using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// Moving an appointment to another diary: note the move here (which keeps everybody else's hands off it), book there, cancel here. Each step has a
/// key made from the command's, so a repeat of the command, or the errand after a crash, goes on where it stopped.
/// </summary>
public sealed partial class DiaryGrain
{
    public async Task<Answer<AppointmentReceipt>> MoveElsewhere(
        CommandInfo info,
        AppointmentId appointment,
        DiaryKey to,
        SessionId session,
        TimeOnly start
    )
    {
        var begin = new StartMove(info, appointment, to, session, start);
        if (
            await RefusedThere(
                begin,
                to,
                there => Booking(new("", info, appointment, to, session, start), there)
            ) is
            { } no
        )
            return no;
        var begun = await Begin(
            begin,
            key => begin with { Info = key, Origin = info },
            isDone: () => Durable.Appointments[appointment].MovedTo is not null
        );
        if (begun.Refusal is { } refusal)
            return refusal;
        var move = new MoveAppointment(
            begun.Receipt!.Errand,
            info,
            appointment,
            to,
            session,
            start
        );
        var isMoved = Durable.Appointments[appointment].MovedTo is not null;
        // Neither moved nor open: somebody else's try at it was refused there a moment ago. This one counts for itself.
        return isMoved || Durable.Errands.Any(errand => errand.Id == move.Id)
            ? await Finish(move)
            : await MoveElsewhere(info, appointment, to, session, start);
    }

    private Task<Answer<AppointmentReceipt>> Finish(MoveAppointment move) =>
        Together(move.Id, () => BookThereAndCancelHere(move));

    private async Task<Answer<AppointmentReceipt>> BookThereAndCancelHere(MoveAppointment move)
    {
        var there = GrainFactory.Diary(move.To);
        var booked = await there.Book(Booking(move, await there.Get()));
        if (booked.Receipt is not { } receipt)
        {
            await Ask<ErrandReceipt>(new EndErrand(move.Info.Step($"give up {move.Id}"), move.Id));
            return booked;
        }
        var cancelled = await Ask<AppointmentReceipt>(
            new CancelAppointment(move.Info.Step("cancel"), move.Appointment, receipt.Id)
        );
        return cancelled.Refusal is { } refusal ? refusal : booked;
    }

    private BookAppointment Booking(MoveAppointment move, Diary there)
    {
        var appointment = Durable.Appointments[move.Appointment];
        return new BookAppointment(
            move.Info.Step("book"),
            move.Session,
            move.Start,
            appointment.Service,
            appointment.Resident,
            appointment.Needs,
            there.Sessions.TryGetValue(move.Session, out var session)
                ? Slots.Needed(appointment.Window.Length, session.Session.SlotLength)
                : 1,
            MovedFrom: appointment.Id
        );
    }
}
