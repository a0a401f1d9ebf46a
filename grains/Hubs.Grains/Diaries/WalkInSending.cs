using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// Sending somebody without an appointment to a slot of another diary: note it here, book there, write it on the ticket. As with a move, every step has
/// a key made from the command's, so whoever goes on after a crash goes on where it stopped: nobody has a place there that the ticket does not know of.
/// </summary>
public sealed partial class DiaryGrain
{
    public async Task<Answer<WalkInReceipt>> SendWalkIn(SendWalkIn command)
    {
        var sent = Sent(command.Info);
        if (await RefusedThere(command, command.To, _ => Booking(command)) is { } no)
            return no;
        var begun = await Begin(
            command,
            key => command with { Info = key, Origin = command.Info },
            isDone: () => Durable.Answered.ContainsKey(sent.Id)
        );
        if (begun.Refusal is { } refusal)
            return refusal;
        if (Durable.Answered.TryGetValue(sent.Id, out var answered))
            return (WalkInReceipt)answered.Receipt;
        var open = Durable
            .Errands.OfType<SendingWalkIn>()
            .FirstOrDefault(errand => errand.Id == begun.Receipt!.Errand);
        // Gone: somebody else's try at it was refused there a moment ago. This one counts for itself.
        return open is null ? await SendWalkIn(command) : await Finish(open);
    }

    private Task<Answer<WalkInReceipt>> Finish(SendingWalkIn sending) =>
        Together(sending.Id, () => BookThereAndNoteHere(sending));

    private async Task<Answer<WalkInReceipt>> BookThereAndNoteHere(SendingWalkIn sending)
    {
        var booked = await GrainFactory
            .Diary(sending.To)
            .Book(
                Booking(
                    sending.Info,
                    sending.Session,
                    sending.Start,
                    sending.Service,
                    sending.Resident
                )
            );
        if (booked.Refusal is { } refusal)
        {
            await Ask<ErrandReceipt>(
                new EndErrand(sending.Info.Step($"give up {sending.Id}"), sending.Id)
            );
            return refusal;
        }
        return await Ask<WalkInReceipt>(
            new EndSending(Sent(sending.Info), sending.Id, booked.Receipt!)
        );
    }

    private BookAppointment Booking(SendWalkIn command) =>
        Booking(
            command.Info,
            command.Session,
            command.Start,
            command.Ticket is { } ticket ? Durable.WalkIns[ticket].Service : command.Service,
            command.Resident
        );

    private static BookAppointment Booking(
        CommandInfo info,
        SessionId session,
        TimeOnly start,
        ServiceId service,
        SealedDetails resident
    ) => new(info.Step("book"), session, start, service, resident, []);

    private static CommandInfo Sent(CommandInfo info) => info.Step("sent");
}
